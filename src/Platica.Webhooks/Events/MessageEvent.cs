using Platica.Webhooks.Models;

namespace Platica.Webhooks.Events;

/// <summary>Something happened to a message; a delivery that tells of none is an <see cref="OtherEvent"/> instead.</summary>
/// <exception cref="ArgumentException">The facts hold no message.</exception>
public abstract class MessageEvent(EventFacts facts) : WebhookEvent(facts)
{
    /// <inheritdoc/>
    public override Message Message { get; } = facts.Message ?? throw new ArgumentException("The event tells of no message.", nameof(facts));
}
