using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>JSON for columns.</summary>
internal static class WhapiJson
{
    private const string Preview = "preview";

    private static readonly JsonWriterOptions Trusting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>
    /// An element as it came, but without the members named <c>preview</c>, pictures in base64 that would fill a row, and those named besides.
    /// </summary>
    public static string Raw(JsonElement element, params ReadOnlySpan<string> without)
    {
        string[] dropped = [Preview, .. without];
        var raw = element.GetRawText();
        return Array.Exists(dropped, name => raw.Contains($"\"{name}\"", StringComparison.Ordinal)) ? Write(writer => Copy(writer, element, dropped)) : raw;
    }

    /// <summary>An element as a value to keep; null clears.</summary>
    public static FieldValue Value(JsonElement element, params ReadOnlySpan<string> without) =>
        element.ValueKind == JsonValueKind.Null ? FieldValue.Null : FieldValue.Json(Raw(element, without));

    /// <summary>A text as JSON.</summary>
    public static FieldValue Text(string text) => FieldValue.Json(Write(writer => writer.WriteStringValue(text)));

    /// <summary>A list of texts.</summary>
    public static FieldValue Texts(IEnumerable<string> texts) => FieldValue.Json(Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }));

    /// <summary>An object of texts.</summary>
    public static string Object(params IEnumerable<(string Name, string Value)> members) => Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    });

    private static void Copy(Utf8JsonWriter writer, JsonElement element, string[] dropped)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in element.EnumerateObject().Select(member => (JsonValues.NameOf(member), member.Value)))
                {
                    if (!dropped.Contains(name))
                    {
                        writer.WritePropertyName(name);
                        Copy(writer, value, dropped);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var value in element.EnumerateArray())
                {
                    Copy(writer, value, dropped);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Trusting))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(json.GetBuffer().AsSpan(0, (int)json.Length));
    }
}
