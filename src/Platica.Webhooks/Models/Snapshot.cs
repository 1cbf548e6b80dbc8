using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Models;

/// <summary>A typed reading of the fields that one delivery tells about one entity. Every field may be absent, and null.</summary>
/// <param name="id">The entity's id.</param>
/// <param name="fields">What was sent.</param>
public abstract class Snapshot(string id, FieldSet fields)
{
    /// <summary>The provider's id, or one made of phone or event where the provider sent none.</summary>
    public string Id { get; } = id;

    /// <summary>All that was sent.</summary>
    public FieldSet Fields { get; } = fields;

    /// <summary>A text field.</summary>
    protected Optional<string> Text(Field field) => Get<string>(field, value => (string)value);

    /// <summary>A true-or-false field.</summary>
    protected Optional<bool?> Flag(Field field) => Get<bool?>(field, value => (bool)value);

    /// <summary>A whole-number field.</summary>
    protected Optional<long?> Integer(Field field) => Get<long?>(field, value => (long)value);

    /// <summary>A time, in UTC.</summary>
    protected Optional<DateTimeOffset?> Time(Field field) => Get<DateTimeOffset?>(field, value => (DateTimeOffset)value);

    /// <summary>A list of texts; elements of another type come as their raw JSON.</summary>
    protected Optional<IReadOnlyList<string>> Texts(Field field) => Get<IReadOnlyList<string>>(field, value => ReadTexts((string)value));

    /// <summary>The keys of a map field and their raw JSON.</summary>
    protected IReadOnlyDictionary<string, string?> Map(Field field)
    {
        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var assignment in Fields)
        {
            if (ReferenceEquals(assignment.Field, field) && assignment.Key is { } key)
            {
                map[key] = assignment.Value.Value as string;
            }
        }

        return map;
    }

    private Optional<T> Get<T>(Field field, Func<object, T> convert) =>
        !Fields.TryGet(field, out var value) ? default
        : value.Value is { } present ? new(convert(present))
        : new(default);

    private static List<string> ReadTexts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(element =>
                JsonValues.GetText(element) ?? element.GetRawText())]
            : [];
    }
}
