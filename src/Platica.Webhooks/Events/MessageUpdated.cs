namespace Platica.Webhooks.Events;

/// <summary>A message changed, most often its status: sent, delivered, read.</summary>
public sealed class MessageUpdated(EventFacts facts) : MessageEvent(facts);
