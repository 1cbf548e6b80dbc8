namespace Platica.Webhooks.Providers.Platica.Samples;

/// <summary>One invented delivery, as Platica would send it.</summary>
/// <param name="EventName">The catalogue name, such as <c>message.created</c>.</param>
/// <param name="EventId">The delivery's fresh UUID, the same as <c>id</c> in the body.</param>
/// <param name="Timestamp">The same as <c>timestamp</c> in the body.</param>
/// <param name="Body">Compact JSON, UTF-8.</param>
public sealed record PlaticaSample(string EventName, string EventId, DateTimeOffset Timestamp, ReadOnlyMemory<byte> Body);
