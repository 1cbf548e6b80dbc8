namespace Platica.Webhooks.Providers.Platica;

/// <summary>The categories of Platica's event list.</summary>
public enum EventCategory
{
    /// <summary>An event that this version does not know.</summary>
    Unknown,

    /// <summary><c>conversation</c>.</summary>
    Conversation,

    /// <summary><c>message</c>.</summary>
    Message,

    /// <summary><c>client</c>.</summary>
    Client,

    /// <summary><c>ads</c>.</summary>
    Ads,

    /// <summary><c>whatsappFlow</c>: a person waits for the answer.</summary>
    WhatsAppFlow,
}
