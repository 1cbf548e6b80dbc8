namespace Platica.Webhooks.Providers.Platica;

/// <summary>
/// The 19 events that Platica lists (<c>GET /v1/webhooks/events</c>). The list is open: a name that is not here is archived as it is.
/// </summary>
public static class PlaticaEvents
{
    public const string ConversationCreated = "conversation.created";
    public const string ConversationStatusUpdated = "conversation.status.updated";
    public const string ConversationOperationUpdated = "conversation.operation.updated";
    public const string ConversationOwnersUpdated = "conversation.owners.updated";
    public const string ConversationTagsUpdated = "conversation.tags.updated";
    public const string ConversationExpired = "conversation.expired";
    public const string MessageCreated = "message.created";
    public const string MessageUpdated = "message.updated";

    /// <summary>Listed, but nothing emits it today.</summary>
    public const string MessageDeleted = "message.deleted";
    public const string ClientCreated = "client.created";
    public const string ClientUpdated = "client.updated";
    public const string ClientOwnersUpdated = "client.owners.updated";
    public const string ClientTagsUpdated = "client.tags.updated";
    public const string ClientCustomFieldsUpdated = "client.customFields.updated";

    /// <summary>Only on channels that are connected directly with Meta.</summary>
    public const string ReferralReceived = "referral.received";
    public const string FlowInit = "whatsapp.flows.init";
    public const string FlowScreenAdvance = "whatsapp.flows.screen_advance";
    public const string FlowBack = "whatsapp.flows.back";

    /// <summary>A subscription to the three above; whether a delivery ever carries this name is not documented.</summary>
    public const string FlowExchanges = "whatsapp.flows.exchanges";

    /// <summary>What the name of every Flow event starts with.</summary>
    public const string FlowPrefix = "whatsapp.flows.";

    /// <summary>The <c>resourceType</c> of Flow events.</summary>
    internal const string FlowResponse = "flow_response";

    /// <summary>All names and their categories, in the order of Platica's list.</summary>
    public static IReadOnlyDictionary<string, EventCategory> All { get; } = new OrderedDictionary<string, EventCategory>(StringComparer.Ordinal)
    {
        [ConversationCreated] = EventCategory.Conversation,
        [ConversationStatusUpdated] = EventCategory.Conversation,
        [ConversationOperationUpdated] = EventCategory.Conversation,
        [ConversationOwnersUpdated] = EventCategory.Conversation,
        [ConversationTagsUpdated] = EventCategory.Conversation,
        [ConversationExpired] = EventCategory.Conversation,
        [MessageCreated] = EventCategory.Message,
        [MessageUpdated] = EventCategory.Message,
        [MessageDeleted] = EventCategory.Message,
        [ClientCreated] = EventCategory.Client,
        [ClientUpdated] = EventCategory.Client,
        [ClientOwnersUpdated] = EventCategory.Client,
        [ClientTagsUpdated] = EventCategory.Client,
        [ClientCustomFieldsUpdated] = EventCategory.Client,
        [ReferralReceived] = EventCategory.Ads,
        [FlowInit] = EventCategory.WhatsAppFlow,
        [FlowScreenAdvance] = EventCategory.WhatsAppFlow,
        [FlowBack] = EventCategory.WhatsAppFlow,
        [FlowExchanges] = EventCategory.WhatsAppFlow,
    };

    /// <summary>The category of an event name.</summary>
    public static EventCategory CategoryOf(string eventName) => All.GetValueOrDefault(eventName);
}
