using Platica.Webhooks.Samples;

namespace Platica.Cli.Commands;

/// <summary>A body to send and what to call it.</summary>
/// <param name="EventName">The event's name.</param>
/// <param name="EventId">The event's id; empty where the body tells none.</param>
/// <param name="Body">The bytes.</param>
internal sealed record OutgoingDelivery(string EventName, string EventId, ReadOnlyMemory<byte> Body)
{
    public static OutgoingDelivery Of(ProviderSample sample) => new(sample.EventName, sample.EventId, sample.Body);

    /// <summary>Any bytes; named by what the provider's call for them would say.</summary>
    public static OutgoingDelivery Of(IProviderSamples samples, byte[] body)
    {
        var call = samples.CallFor(body, CallOptions.Unauthenticated);
        return new(call.EventName ?? $"({body.Length} bytes)", call.EventId ?? "", body);
    }
}
