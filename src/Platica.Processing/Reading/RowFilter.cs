using System.Text.Json;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Reading;

/// <summary>What a list's parameters ask of a row. Texts match in any letter case.</summary>
internal sealed class RowFilter
{
    private readonly List<Func<TableRow, bool>> _conditions = [];

    /// <summary>The column must have the parameter's text, if that is given.</summary>
    public RowFilter Text(string column, string? wanted)
    {
        if (wanted is not null)
        {
            _conditions.Add(row => wanted.Equals(ColumnParts.GetText(row, column), StringComparison.OrdinalIgnoreCase));
        }

        return this;
    }

    /// <summary>The list in the column must hold the parameter's text, if that is given.</summary>
    public RowFilter Listed(Field field, string? wanted)
    {
        if (wanted is not null)
        {
            _conditions.Add(row => ColumnParts.GetText(row, field.Column) is { } json && Holds(json, wanted));
        }

        return this;
    }

    /// <summary>The column's time must not be before the parameter's, if that is given.</summary>
    public RowFilter Since(string column, DateTimeOffset? since)
    {
        if (since is not null)
        {
            _conditions.Add(row => row.GetTime(column) >= since);
        }

        return this;
    }

    /// <summary>The column's time must be before the parameter's, if that is given.</summary>
    public RowFilter Before(string column, DateTimeOffset? before)
    {
        if (before is not null)
        {
            _conditions.Add(row => row.GetTime(column) < before);
        }

        return this;
    }

    /// <summary>The row must be so.</summary>
    public RowFilter Where(Func<TableRow, bool> condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>Whether the row meets every condition.</summary>
    public bool Accepts(TableRow row) => _conditions.TrueForAll(condition => condition(row));

    /// <summary>The row itself, or null when it does not meet every condition.</summary>
    public Task<TableRow?> Pass(TableRow row) => Task.FromResult(Accepts(row) ? row : null);

    private static bool Holds(string json, string wanted)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });
        return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.EnumerateArray().Any(element =>
            element.ValueKind == JsonValueKind.String && wanted.Equals(TextOf(element), StringComparison.OrdinalIgnoreCase));
    }

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no text that anybody could ask for.
            return null;
        }
    }
}
