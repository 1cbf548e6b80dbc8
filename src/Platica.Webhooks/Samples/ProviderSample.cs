namespace Platica.Webhooks.Samples;

/// <summary>One invented delivery.</summary>
/// <param name="EventName">The name in the provider's catalogue, such as <c>message.created</c>.</param>
/// <param name="EventId">The event's fresh id, as the body tells it; empty where this provider's bodies tell none.</param>
/// <param name="Timestamp">When the event happened; where the body tells a time of its own, the same.</param>
/// <param name="Body">Compact JSON, UTF-8.</param>
public sealed record ProviderSample(string EventName, string EventId, DateTimeOffset Timestamp, ReadOnlyMemory<byte> Body);
