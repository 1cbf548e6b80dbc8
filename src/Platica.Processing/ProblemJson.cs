using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platica.Processing;

/// <summary>RFC 9457 problem details.</summary>
public static class ProblemJson
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document, UTF-8.</summary>
    public static byte[] Write(int status, string title, string detail)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("title", title);
            writer.WriteNumber("status", status);
            writer.WriteString("detail", detail);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
