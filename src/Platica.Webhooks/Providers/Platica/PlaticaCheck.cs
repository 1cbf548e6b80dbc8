using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Samples;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>
/// How the owner of a receiver asks whether it answers Flows in time: a delivery of this product's own, never Platica's, signed with the
/// webhook's secret. To any Flow endpoint it is an error notification; a receiver of this product does not keep it either
/// (<see cref="Envelope.IsCheck"/>).
/// </summary>
public static class PlaticaCheck
{
    /// <summary>The event's name; together with the <c>resourceType</c> of Flows it makes a check.</summary>
    public const string EventName = "platica.check";

    /// <summary>One check with a fresh id, in compact JSON.</summary>
    public static byte[] Create(DateTimeOffset now) =>
        SampleTemplate.Fill(typeof(PlaticaSamples), EventName, Guid.NewGuid().ToString(), timestamp: now, moment: now, storyEnd: now);
}
