using System.Text;
using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Samples;

/// <summary>What any bytes tell, for the head of the call that brings them.</summary>
internal static class SampleBody
{
    /// <summary>Reads something from a body that is a JSON object.</summary>
    /// <param name="body">Any bytes.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="otherwise">The answer for any other body.</param>
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read, T otherwise)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : otherwise;
        }
        catch (JsonException)
        {
            return otherwise;
        }
    }

    /// <summary>A member's text where it can stand in a header; null otherwise.</summary>
    public static string? HeaderText(JsonElement parent, string member) =>
        JsonValues.GetNonEmptyText(JsonValues.Member(parent, Encoding.UTF8.GetBytes(member))) is { } text
        && text.All(character => character is >= ' ' and <= '~')
            ? text
            : null;
}
