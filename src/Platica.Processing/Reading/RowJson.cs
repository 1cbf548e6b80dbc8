using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Platica.Processing.DeadLetters;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Reading;

/// <summary>Writes rows as the API shows them: camelCase names, times in ISO-8601 UTC, JSON columns as JSON. An empty column is left out.</summary>
internal static class RowJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>One document.</summary>
    public static ReadOnlyMemory<byte> Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>A page of a list.</summary>
    public static ReadOnlyMemory<byte> List(IEnumerable<Action<Utf8JsonWriter>> items, string? continuation) => Document(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var item in items)
        {
            item(writer);
        }

        writer.WriteEndArray();
        writer.WriteString("continuation", continuation);
        writer.WriteEndObject();
    });

    /// <summary>A row, with its raw body where that was read.</summary>
    public static void Write(Utf8JsonWriter writer, TableRow row, FieldCatalog fields, ReadOnlyMemory<byte>? body = null)
    {
        writer.WriteStartObject();
        WriteWorkspace(writer, row);
        WriteText(writer, row, EntityRow.Id);
        WriteFields(writer, row, fields);
        if (body is { } bytes)
        {
            WriteBody(writer, bytes.Span);
        }

        writer.WriteEndObject();
    }

    /// <summary>A dead letter: its id is its own, and the event's is a field beside it, for it may not be the only dead letter of its event.</summary>
    public static void WriteDeadLetter(Utf8JsonWriter writer, TableRow row, ReadOnlyMemory<byte>? body)
    {
        writer.WriteStartObject();
        WriteWorkspace(writer, row);
        writer.WriteString("id", DeadLetterId.Of(row).ToString());
        writer.WriteString("eventId", ColumnParts.GetText(row, EntityRow.Id));
        WriteFields(writer, row, RowViews.DeadLetters);
        if (body is { } bytes)
        {
            WriteBody(writer, bytes.Span);
        }

        writer.WriteEndObject();
    }

    /// <summary>The provider has a column only where the raw delivery is; elsewhere the workspace tells it.</summary>
    private static void WriteWorkspace(Utf8JsonWriter writer, TableRow row)
    {
        var workspace = ColumnParts.GetText(row, EntityRow.Workspace);
        if (workspace is not null)
        {
            writer.WriteString("workspace", workspace);
        }

        if ((row.GetText(BodyColumns.Provider) ?? (workspace is null ? null : WorkspaceKey.ProviderOf(workspace))) is { } provider)
        {
            writer.WriteString("provider", provider);
        }
    }

    private static void WriteBody(Utf8JsonWriter writer, ReadOnlySpan<byte> body)
    {
        if (Utf8.IsValid(body))
        {
            writer.WriteString("body", body);
        }
        else
        {
            writer.WriteBase64String("bodyBase64", body);
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, TableRow row, FieldCatalog fields)
    {
        foreach (var field in fields)
        {
            WriteField(writer, row, field);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, TableRow row, string column)
    {
        if (ColumnParts.GetText(row, column) is { } text)
        {
            writer.WriteString(NameOf(column), text);
        }
    }

    private static void WriteField(Utf8JsonWriter writer, TableRow row, Field field)
    {
        if (field.Type is FieldType.Json or FieldType.Map)
        {
            if (ColumnParts.GetText(row, field.Column) is { } json)
            {
                writer.WritePropertyName(NameOf(field.Column));
                writer.WriteRawValue(json, skipInputValidation: true);
            }

            return;
        }

        switch (row.Columns.GetValueOrDefault(field.Column))
        {
            case string:
                WriteText(writer, row, field.Column);
                break;
            case bool flag:
                writer.WriteBoolean(NameOf(field.Column), flag);
                break;
            case int number:
                writer.WriteNumber(NameOf(field.Column), number);
                break;
            case long number:
                writer.WriteNumber(NameOf(field.Column), number);
                break;
            case double number:
                writer.WriteNumber(NameOf(field.Column), number);
                break;
            case DateTimeOffset time:
                writer.WriteString(NameOf(field.Column), time.UtcDateTime);
                break;
            default:
                break;
        }
    }

    private static string NameOf(string column) => column == EventColumns.Timestamp ? "timestamp" : JsonNamingPolicy.CamelCase.ConvertName(column);
}
