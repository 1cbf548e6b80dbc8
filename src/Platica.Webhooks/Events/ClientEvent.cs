using Platica.Webhooks.Models;

namespace Platica.Webhooks.Events;

/// <summary>Something happened to a client; a delivery that tells of none is an <see cref="OtherEvent"/> instead.</summary>
/// <exception cref="ArgumentException">The facts hold no client.</exception>
public abstract class ClientEvent(EventFacts facts) : WebhookEvent(facts)
{
    /// <inheritdoc/>
    public override Client Client { get; } = facts.Client ?? throw new ArgumentException("The event tells of no client.", nameof(facts));
}
