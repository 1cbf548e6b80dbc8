using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Json;

/// <summary>Reads single JSON values leniently: what does not fit gives null, never an exception.</summary>
internal static class JsonValues
{
    /// <summary>No table can hold an earlier time, and no chat is that old.</summary>
    private static readonly DateTimeOffset EarliestTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary><c>"2026-11-20T12:00:00.1234567Z"</c> and shorter.</summary>
    private const int UsualTimeBytes = 30;

    /// <summary>The reader's non-empty string, or null.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        try
        {
            return reader.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The reader's ISO-8601 time in UTC, or null.</summary>
    public static DateTimeOffset? ReadTime(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.EndsWith("Z"u8) && reader.TryGetDateTimeOffset(out var time) && time >= EarliestTime
            ? time
            : ParseTime(ReadText(ref reader));

    /// <summary>An ISO-8601 time in UTC, or null. A time without an offset is taken as UTC.</summary>
    public static DateTimeOffset? ParseTime(string? text) =>
        text is { Length: >= 10 } && text[4] == '-'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && time >= EarliestTime
            ? time
            : null;

    /// <summary>The element's ISO-8601 time in UTC, or null.</summary>
    public static DateTimeOffset? GetTime(JsonElement element) =>
        IsUsualTime(element) && element.TryGetDateTimeOffset(out var time) && time >= EarliestTime ? time : ParseTime(GetText(element));

    /// <summary>A time as JSON text; of two, the earlier is the smaller text.</summary>
    public static FieldValue ToJson(DateTimeOffset time) =>
        FieldValue.Json($"\"{time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture)}\"");

    /// <summary>The element's string; null when it is none, or holds a lone surrogate, which no text can.</summary>
    public static string? GetText(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The element's non-empty string, or null.</summary>
    public static string? GetNonEmptyText(JsonElement element) => GetText(element) is { Length: > 0 } text ? text : null;

    /// <summary>Whether the reader stands on this member name; a name with a lone surrogate is none, however it goes on.</summary>
    public static bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException) when (reader.ValueIsEscaped)
        {
            return false;
        }
    }

    /// <summary>The member's value when <paramref name="element"/> is an object that has it, else undefined.</summary>
    public static JsonElement Member(JsonElement element, ReadOnlySpan<byte> name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        try
        {
            return element.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // Beside it is a name with a lone surrogate, which cannot be compared.
            return LastMember(element, Encoding.UTF8.GetString(name));
        }
    }

    /// <summary>A member's name; where it holds a lone surrogate, its text as escaped in the JSON.</summary>
    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
        }
    }

    /// <summary>The element as a value of that type; false when it is of another one.</summary>
    public static bool TryConvert(JsonElement element, FieldType type, out FieldValue value)
    {
        FieldValue? converted = element.ValueKind == JsonValueKind.Null ? FieldValue.Null : type switch
        {
            FieldType.Text => GetText(element) is { } text ? FieldValue.Text(text) : null,
            FieldType.Boolean => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? FieldValue.Boolean(element.GetBoolean()) : null,
            FieldType.Integer => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? FieldValue.Integer(number) : null,
            FieldType.Time => GetTime(element) is { } time ? FieldValue.Time(time) : null,
            FieldType.Json => element.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? FieldValue.Json(element.GetRawText()) : null,
            _ => null,
        };
        value = converted ?? default;
        return converted is not null;
    }

    /// <summary>
    /// A text that ends with Z and has no more digits than a time can hold, so that it need not be made a string. Escapes are not usual, and what they
    /// stand for may be no text.
    /// </summary>
    private static bool IsUsualTime(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(element) is { Length: <= UsualTimeBytes } raw && raw.EndsWith("Z\""u8) && !raw.Contains((byte)'\\');

    private static JsonElement LastMember(JsonElement element, string name)
    {
        var found = default(JsonElement);
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) == name)
            {
                found = member.Value;
            }
        }

        return found;
    }
}
