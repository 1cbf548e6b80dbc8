using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platica.Cli.Output;

/// <summary>JSON on one line, put together from values that are JSON already, so that what came from the API is never changed.</summary>
internal static class JsonLine
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object of values that are JSON.</summary>
    public static string Object(params IEnumerable<(string Name, string Json)> properties) =>
        $"{{{string.Join(',', properties.Select(property => $"{Text(property.Name)}:{property.Json}"))}}}";

    /// <summary>A list of elements.</summary>
    public static string List(IEnumerable<JsonElement> items) => $"[{string.Join(',', items.Select(Of))}]";

    /// <summary>A text or null.</summary>
    public static string Text(string? text) => JsonSerializer.Serialize(text, AsWritten);

    /// <summary>An object to send.</summary>
    public static string Text(JsonObject value) => value.ToJsonString(AsWritten);

    /// <summary>An element as people read it: no blanks, letters such as ñ as they are.</summary>
    public static string Readable(JsonElement value) => JsonSerializer.Serialize(value, AsWritten);

    /// <summary>An element exactly as it came, even half a surrogate pair; line breaks stand only between its tokens.</summary>
    public static string Of(JsonElement value) => value.GetRawText().Replace('\n', ' ').Replace('\r', ' ');
}
