using System.Text.Json;
using System.Text.Unicode;

namespace Platica.Webhooks.Json;

/// <summary>Reads the body of a delivery as a document.</summary>
internal static class JsonBody
{
    /// <summary>Deeper bodies are dead-lettered; those of the providers are a handful of levels deep.</summary>
    public const int MaxDepth = 512;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Parses a body; the caller keeps the document alive while it reads elements.</summary>
    /// <exception cref="JsonException">It is not well-formed JSON in UTF-8.</exception>
    public static JsonDocument Parse(Delivery delivery)
    {
        var body = WithoutMark(delivery.Body);
        return Utf8.IsValid(body.Span)
            ? JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth })
            : throw new JsonException("The body is not valid UTF-8.");
    }

    /// <summary>The body without a UTF-8 byte order mark, which some writers put first and no JSON reader takes.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
}
