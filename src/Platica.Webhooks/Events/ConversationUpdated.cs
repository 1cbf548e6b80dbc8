using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Events;

/// <summary>A conversation's status, operation, owners or tags changed.</summary>
public sealed class ConversationUpdated(EventFacts facts, Field changed) : ConversationEvent(facts)
{
    /// <summary>Which, from <see cref="ConversationFields"/>.</summary>
    public Field Changed { get; } = changed;
}
