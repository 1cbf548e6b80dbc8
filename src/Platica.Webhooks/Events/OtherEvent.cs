namespace Platica.Webhooks.Events;

/// <summary>An event without a type of its own here, also one whose name this version does not know. Its name and body tell what it is.</summary>
public sealed class OtherEvent(EventFacts facts) : WebhookEvent(facts);
