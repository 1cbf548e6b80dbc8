using System.Text;
using System.Text.Json;
using Platica.Webhooks.Json;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Platica.Samples;

/// <summary>How Platica would send a body.</summary>
public static class PlaticaRequest
{
    private const string InventedWebhookId = "wh_demo";

    private static readonly (string Header, string Property)[] CopiedFromBody =
    [
        (PlaticaHeaders.Event, "event"),
        (PlaticaHeaders.EventId, "id"),
        (PlaticaHeaders.ResourceType, "resourceType"),
        (PlaticaHeaders.ResourceId, "resourceId"),
        (PlaticaHeaders.Timestamp, "timestamp"),
    ];

    /// <summary>
    /// The headers for any bytes: those that repeat a field of the body are left out where the body does not tell it, the signature
    /// where <paramref name="secret"/> is empty.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersFor(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> secret)
    {
        List<KeyValuePair<string, string>> headers =
        [
            new("User-Agent", "Platica-Webhooks/1.0"),
            new(PlaticaHeaders.WebhookId, InventedWebhookId),
            .. ReadFromBody(body),
        ];
        if (!secret.IsEmpty)
        {
            headers.Add(new(PlaticaHeaders.Signature, WebhookSignature.Sign(body.Span, secret)));
        }

        return headers;
    }

    private static List<KeyValuePair<string, string>> ReadFromBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Copy(document.RootElement) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static List<KeyValuePair<string, string>> Copy(JsonElement root)
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (var (header, property) in CopiedFromBody)
        {
            if (JsonValues.GetNonEmptyText(JsonValues.Member(root, Encoding.UTF8.GetBytes(property))) is { } text
                && text.All(character => character is >= ' ' and <= '~'))
            {
                headers.Add(new(header, text));
            }
        }

        return headers;
    }
}
