using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Output;

namespace Platica.Cli.Exporting;

/// <summary>How the items of an export are written.</summary>
/// <param name="Header">What comes first; may be empty.</param>
/// <param name="Write">An item with the end of its line.</param>
internal sealed record RowFormat(string Header, Func<JsonElement, string> Write)
{
    /// <summary>The column and the API's field for what has no column.</summary>
    public const string Extra = "extra";

    private const string ByteOrderMark = "\uFEFF";
    private const string LineEnd = "\r\n";

    /// <summary>JSON Lines: the API's items, one on a line.</summary>
    public static RowFormat JsonLines { get; } = new("", item => JsonLine.Of(item) + "\n");

    /// <summary>
    /// CSV by RFC 4180: times and texts as the API tells them, lists and objects as JSON, what has no column as JSON in <c>extra</c>.
    /// </summary>
    /// <param name="columns">The columns before <c>extra</c>.</param>
    /// <param name="forExcel">
    /// Whether a byte order mark shall tell Excel that this is UTF-8, and ' shall keep it from taking a customer's =… for a formula.
    /// Without it cells are exact.
    /// </param>
    public static RowFormat Csv(IReadOnlyList<string> columns, bool forExcel)
    {
        var known = columns.ToHashSet();
        Func<string, string> guard = forExcel ? Disarm : cell => cell;
        string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => Quote(guard(cell)))) + LineEnd;
        return new(
            (forExcel ? ByteOrderMark : "") + Row([.. columns, Extra]),
            item => Row([.. columns.Select(column => JsonText.ReadExact(item, column)), ExtraOf(item, known)]));
    }

    // An item's own extra, and beside it the fields that a newer receiver tells and this table has no column for.
    private static string ExtraOf(JsonElement item, HashSet<string> columns)
    {
        var unknown = Fields(item).Where(field => field.Name != Extra && !columns.Contains(field.Name)).ToList();
        return unknown.Count == 0
            ? JsonText.ReadExact(item, Extra)
            : JsonLine.Object(Fields(item).Where(field => field.Name == Extra).SelectMany(extra => Fields(extra.Value))
                .Concat(unknown)
                .DistinctBy(field => field.Name)
                .Select(field => (field.Name, JsonLine.Of(field.Value))));
    }

    private static IEnumerable<JsonProperty> Fields(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static string Disarm(string cell) => cell.Length > 0 && "=+-@\t\r".Contains(cell[0]) ? $"'{cell}" : cell;
}
