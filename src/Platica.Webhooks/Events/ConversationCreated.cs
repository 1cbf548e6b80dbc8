namespace Platica.Webhooks.Events;

/// <summary>A conversation began.</summary>
public sealed class ConversationCreated(EventFacts facts) : ConversationEvent(facts);
