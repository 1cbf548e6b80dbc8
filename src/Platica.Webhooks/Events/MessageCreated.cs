namespace Platica.Webhooks.Events;

/// <summary>A message was written, by the customer or to them: see <c>Message.Direction</c>.</summary>
public sealed class MessageCreated(EventFacts facts) : MessageEvent(facts);
