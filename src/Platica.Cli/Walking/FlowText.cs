using System.Text.Json;
using Platica.Cli.Http;

namespace Platica.Cli.Walking;

/// <summary>Values of a Flow as a phone takes them; what is missing is undefined, empty or false.</summary>
internal static class FlowText
{
    public static readonly JsonElement True = JsonElement.Parse("true"u8);
    public static readonly JsonElement False = JsonElement.Parse("false"u8);

    /// <summary>A member; undefined where there is none.</summary>
    public static JsonElement Member(JsonElement value, string name) => JsonText.Find(value, name);

    /// <summary>A list's items; none where it is no list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>The value as text: a text itself, anything else as JSON.</summary>
    public static string Of(JsonElement value) => JsonText.FormatExact(value);

    /// <summary>Whether a condition holds: true, a number but 0, a text, and whatever else there is.</summary>
    public static bool IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array => true,
        JsonValueKind.String => Of(value).Length > 0,
        JsonValueKind.Number => value.TryGetDecimal(out var number) && number != 0,
        _ => false,
    };

    public static JsonElement From(bool value) => value ? True : False;

    public static JsonElement From(string value) => JsonSerializer.SerializeToElement(value);

    public static JsonElement From(IEnumerable<string> values) => JsonSerializer.SerializeToElement(values);

    public static JsonElement From(decimal value) => JsonSerializer.SerializeToElement(value);
}
