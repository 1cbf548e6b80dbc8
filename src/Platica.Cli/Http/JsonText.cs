using System.Globalization;
using System.Text.Json;
using Platica.Cli.Output;

namespace Platica.Cli.Http;

/// <summary>Fields of a JSON object as text for people; what is missing or null is empty.</summary>
internal static class JsonText
{
    /// <summary>A field; undefined where it is missing, or the item is no object.</summary>
    public static JsonElement Find(JsonElement item, string field) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(field, out var value) ? value : default;

    /// <summary>A field on one line: lists joined by commas, objects as JSON.</summary>
    public static string Read(JsonElement item, string field) => Format(Find(item, field));

    /// <summary>A field as it is, line breaks and all: text as text, anything else as JSON; empty where it is missing or null.</summary>
    public static string ReadExact(JsonElement item, string field) => FormatExact(Find(item, field));

    /// <summary>A time field, or null where it is no time.</summary>
    public static DateTimeOffset? FindTime(JsonElement item, string field) =>
        DateTimeOffset.TryParse(ReadExact(item, field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    /// <summary>A time field as month, day and time of day in UTC; as it is where it is no time.</summary>
    public static string ReadTime(JsonElement item, string field, string format = "MM-dd HH:mm:ss") =>
        FindTime(item, field)?.ToString(format, CultureInfo.InvariantCulture) ?? Read(item, field);

    /// <summary>Whether a field is true.</summary>
    public static bool IsTrue(JsonElement item, string field) => Find(item, field).ValueKind == JsonValueKind.True;

    /// <summary>Any value on one line.</summary>
    public static string Format(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => PlainText.Clean(ReadString(value)),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Format)),
        _ => PlainText.Clean(value.GetRawText()),
    };

    /// <summary>A value as it is, line breaks and all: text as text, anything else as JSON; empty where it is missing or null.</summary>
    public static string FormatExact(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => ReadString(value),
        _ => JsonLine.Of(value),
    };

    private static string ReadString(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which a customer's phone can send, is valid JSON and no text.
            return value.GetRawText();
        }
    }
}
