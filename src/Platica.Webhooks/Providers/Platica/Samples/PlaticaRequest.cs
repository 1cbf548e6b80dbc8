using Platica.Webhooks.Samples;

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
            .. SampleBody.Read(body, root => CopiedFromBody
                .Select(copied => KeyValuePair.Create(copied.Header, SampleBody.HeaderText(root, copied.Property)!))
                .Where(header => header.Value is not null)
                .ToList(), []),
        ];
        if (!secret.IsEmpty)
        {
            headers.Add(new(PlaticaHeaders.Signature, PlaticaSamples.Scheme.Sign(body.Span, secret)));
        }

        return headers;
    }
}
