using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Flows;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>Which event the business's handlers get for a Platica delivery. One that lacks what its name promises is an <see cref="OtherEvent"/>.</summary>
internal static class PlaticaEventReader
{
    /// <summary>The event of a translated delivery; it shares the snapshots' fields with the changes.</summary>
    public static WebhookEvent Read(Delivery delivery, Envelope envelope, PlaticaContent content, FlowExchange? exchange, Referral? referral)
    {
        var facts = EventFacts.Of(delivery, envelope, content.Conversation, content.Client, content.Message);
        return exchange is not null ? new FlowExchanged(facts, exchange, delivery.Reply)
            : referral is not null ? new ReferralReceived(facts, referral)
            : OfMessage(facts) ?? OfConversation(facts) ?? OfClient(facts) ?? new OtherEvent(facts);
    }

    private static WebhookEvent? OfMessage(EventFacts facts) => facts.Message is null ? null : facts.EventName switch
    {
        PlaticaEvents.MessageCreated => new MessageCreated(facts),
        PlaticaEvents.MessageUpdated => new MessageUpdated(facts),
        PlaticaEvents.MessageDeleted => new MessageDeleted(facts),
        _ => null,
    };

    private static WebhookEvent? OfConversation(EventFacts facts) => facts.Conversation is null ? null : facts.EventName switch
    {
        PlaticaEvents.ConversationCreated => new ConversationCreated(facts),
        PlaticaEvents.ConversationStatusUpdated => new ConversationUpdated(facts, ConversationFields.Status),
        PlaticaEvents.ConversationOperationUpdated => new ConversationUpdated(facts, ConversationFields.Operation),
        PlaticaEvents.ConversationOwnersUpdated => new ConversationUpdated(facts, ConversationFields.Owners),
        PlaticaEvents.ConversationTagsUpdated => new ConversationUpdated(facts, ConversationFields.Tags),
        PlaticaEvents.ConversationExpired => new ConversationExpired(facts),
        _ => null,
    };

    private static WebhookEvent? OfClient(EventFacts facts) => facts.Client is null ? null : facts.EventName switch
    {
        PlaticaEvents.ClientCreated => new ClientCreated(facts),
        PlaticaEvents.ClientUpdated => new ClientUpdated(facts),
        PlaticaEvents.ClientOwnersUpdated => new ClientUpdated(facts, ClientFields.Owners),
        PlaticaEvents.ClientTagsUpdated => new ClientUpdated(facts, ClientFields.Tags),
        PlaticaEvents.ClientCustomFieldsUpdated => new ClientUpdated(facts, ClientFields.CustomFields),
        _ => null,
    };
}
