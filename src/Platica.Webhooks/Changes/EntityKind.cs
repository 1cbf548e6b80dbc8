namespace Platica.Webhooks.Changes;

/// <summary>The kinds of entity whose state is merged.</summary>
public enum EntityKind
{
    /// <summary>A conversation.</summary>
    Conversation,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A client: the person or company the business talks to.</summary>
    Client,

    /// <summary>One person's way through one Flow.</summary>
    FlowResponse,

    /// <summary>The business's own account at WhatsApp, as the provider is linked to it.</summary>
    Channel,

    /// <summary>A call by voice or video.</summary>
    Call,

    /// <summary>A label, by which the business sorts its conversations.</summary>
    Label,
}
