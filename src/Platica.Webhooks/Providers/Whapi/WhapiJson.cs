using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>JSON for columns.</summary>
internal static class WhapiJson
{
    /// <summary>
    /// Pictures in base64, which would fill a row, and what other persons said, chose or are called by: that is theirs, and has rows of its own.
    /// All of it stays in the body that is archived.
    /// </summary>
    private static readonly string[] Dropped = ["preview", "quoted_content", "quoted_author", "mentions", "voters", "responses"];

    private static readonly JsonWriterOptions Trusting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>An element as it came, but for what columns do not keep.</summary>
    public static string Raw(JsonElement element)
    {
        var raw = element.GetRawText();
        return Array.Exists(Dropped, name => raw.Contains($"\"{name}\"", StringComparison.Ordinal)) ? Write(writer => Copy(writer, element)) : raw;
    }

    /// <summary>An element as a value to keep; null clears.</summary>
    public static FieldValue Value(JsonElement element) =>
        element.ValueKind == JsonValueKind.Null ? FieldValue.Null : FieldValue.Json(Raw(element));

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

    private static void Copy(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in element.EnumerateObject().Select(member => (JsonValues.NameOf(member), member.Value)))
                {
                    if (!Dropped.Contains(name))
                    {
                        writer.WritePropertyName(name);
                        Copy(writer, value);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var value in element.EnumerateArray())
                {
                    Copy(writer, value);
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
