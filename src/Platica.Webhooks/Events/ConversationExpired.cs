namespace Platica.Webhooks.Events;

/// <summary>The 24-hour window for free messages closed.</summary>
public sealed class ConversationExpired(EventFacts facts) : ConversationEvent(facts);
