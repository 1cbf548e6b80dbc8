using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Cli.Commands;

/// <summary>A body to post and what to call it.</summary>
/// <param name="EventName">The event's name.</param>
/// <param name="EventId">The event's id; empty where the body tells none.</param>
/// <param name="Body">The bytes.</param>
internal sealed record OutgoingDelivery(string EventName, string EventId, ReadOnlyMemory<byte> Body)
{
    public static OutgoingDelivery Of(PlaticaSample sample) => new(sample.EventName, sample.EventId, sample.Body);

    /// <summary>Any bytes; named by what Platica's headers for them would say.</summary>
    public static OutgoingDelivery Of(byte[] body)
    {
        var headers = PlaticaRequest.HeadersFor(body, secret: []);
        return new(Find(headers, PlaticaHeaders.Event) ?? $"({body.Length} bytes)", Find(headers, PlaticaHeaders.EventId) ?? "", body);
    }

    private static string? Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name) =>
        headers.Where(header => header.Key == name).Select(header => header.Value).FirstOrDefault();
}
