using Platica.Webhooks.Fields;

namespace Platica.Webhooks.Events;

/// <summary>A conversation's status, operation, owners, tags, name, members or the like changed.</summary>
public sealed class ConversationUpdated(EventFacts facts, Field? changed = null) : ConversationEvent(facts)
{
    /// <summary>Which, from <see cref="ConversationFields"/>; null when the event tells of several, or does not say.</summary>
    public Field? Changed { get; } = changed;
}
