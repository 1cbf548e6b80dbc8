using System.Text.Json;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Merging;

/// <summary>Fields as columns: a column for each field that has a value, a JSON object for each map.</summary>
internal static class FieldColumns
{
    private static readonly Dictionary<Field, List<(string Key, string Json)>> NoMaps = [];

    /// <summary>The columns of what was set; a cleared field has none.</summary>
    /// <param name="assignments">What was set.</param>
    /// <param name="capacity">How many columns to expect.</param>
    public static RowColumns Encode(IEnumerable<FieldAssignment> assignments, int capacity = 0)
    {
        var columns = new RowColumns(capacity);
        Dictionary<Field, List<(string Key, string Json)>>? maps = null;
        foreach (var (field, key, value) in assignments)
        {
            if (value.Value is not { } set)
            {
                continue;
            }

            if (key is null)
            {
                Set(columns, field.Column, set);
            }
            else
            {
                MapOf(field).Add((key, (string)set));
            }
        }

        foreach (var (field, members) in maps ?? NoMaps)
        {
            ColumnParts.SetText(columns, field.Column, ToJson(members));
        }

        return columns;

        List<(string Key, string Json)> MapOf(Field field) => (maps ??= []).TryGetValue(field, out var map) ? map : maps[field] = [];
    }

    /// <summary>A field's value in a row.</summary>
    public static FieldValue Read(TableRow row, Field field) =>
        field.Type is FieldType.Text or FieldType.Json
            ? ColumnParts.GetText(row, field.Column) is { } text ? FieldValue.Text(text) : FieldValue.Null
            : FieldValue.FromColumn(row.Columns.GetValueOrDefault(field.Column));

    /// <summary>A map field's keys and their raw JSON in a row.</summary>
    public static Dictionary<string, string> ReadMap(TableRow row, Field field)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ColumnParts.GetText(row, field.Column) is { } json)
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });
            foreach (var member in document.RootElement.EnumerateObject())
            {
                map[member.Name] = member.Value.GetRawText();
            }
        }

        return map;
    }

    private static void Set(RowColumns columns, string name, object value)
    {
        if (value is string text)
        {
            ColumnParts.SetText(columns, name, text);
        }
        else
        {
            columns[name] = value;
        }
    }

    private static string ToJson(List<(string Key, string Json)> members) => JsonText.Write(members, static (writer, members) =>
    {
        members.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        writer.WriteStartObject();
        foreach (var (key, json) in members)
        {
            writer.WritePropertyName(key);
            writer.WriteRawValue(json, skipInputValidation: true);
        }

        writer.WriteEndObject();
    });
}
