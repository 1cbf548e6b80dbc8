using Platica.Webhooks.Models;

namespace Platica.Webhooks.Events;

/// <summary>
/// Something that happened at a provider, in no provider's words: what the business's event handlers get. It tells what one delivery told,
/// not what the tables hold by now. A class, not a record: its text must never show what customers wrote.
/// </summary>
public abstract class WebhookEvent(EventFacts facts)
{
    /// <summary>
    /// The event's id, the same each time a handler gets this event: the idempotency key. The provider's own id, else the body's hash.
    /// </summary>
    public string EventId { get; } = facts.EventId;

    /// <inheritdoc cref="Envelope.LogId"/>
    public string LogId { get; } = facts.LogId;

    /// <summary>The provider's name for it, such as <c>message.created</c>.</summary>
    public string EventName { get; } = facts.EventName;

    /// <summary>The provider's route name, such as <c>platica</c>.</summary>
    public string Provider { get; } = facts.Provider;

    /// <summary>Provider and workspace, as the tables and the read API name it: <c>platica.ws_456</c>.</summary>
    public string Workspace { get; } = facts.Workspace;

    /// <summary>When the provider says it happened, in UTC.</summary>
    public DateTimeOffset OccurredAt { get; } = facts.OccurredAt;

    /// <summary>Who caused it, as the provider says; for audit only.</summary>
    public string? Source { get; } = facts.Source;

    /// <summary>What the delivery tells of the conversation; often a few fields only.</summary>
    public virtual Conversation? Conversation { get; } = facts.Conversation;

    /// <summary>What the delivery tells of the client.</summary>
    public virtual Client? Client { get; } = facts.Client;

    /// <summary>What the delivery tells of the message.</summary>
    public virtual Message? Message { get; } = facts.Message;

    /// <summary>
    /// What else the same delivery tells, where a provider tells two things at once: handlers of its type get it, too. Null for nothing.
    /// </summary>
    public virtual WebhookEvent? Also => null;

    /// <summary>The raw body, byte for byte, for what has no name here.</summary>
    public ReadOnlyMemory<byte> Body { get; } = facts.Body;
}
