namespace Platica.Webhooks.Events;

/// <summary>A message was deleted.</summary>
public sealed class MessageDeleted(EventFacts facts) : MessageEvent(facts);
