namespace Platica.Webhooks.Events;

/// <summary>A client became known.</summary>
public sealed class ClientCreated(EventFacts facts) : ClientEvent(facts);
