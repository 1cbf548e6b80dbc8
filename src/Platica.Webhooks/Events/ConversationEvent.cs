using Platica.Webhooks.Models;

namespace Platica.Webhooks.Events;

/// <summary>Something happened to a conversation; a delivery that tells of none is an <see cref="OtherEvent"/> instead.</summary>
/// <exception cref="ArgumentException">The facts hold no conversation.</exception>
public abstract class ConversationEvent(EventFacts facts) : WebhookEvent(facts)
{
    /// <inheritdoc/>
    public override Conversation Conversation { get; } = facts.Conversation ?? throw new ArgumentException("The event tells of no conversation.", nameof(facts));
}
