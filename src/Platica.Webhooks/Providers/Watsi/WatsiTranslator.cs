using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>What a Watsi delivery changes. An event that this version does not know changes nothing; it is archived, and a rebuild reads it again.</summary>
internal static class WatsiTranslator
{
    /// <inheritdoc cref="IWebhookProvider.Translate"/>
    public static Translation Translate(Delivery delivery, Envelope envelope)
    {
        using var document = JsonBody.Parse(delivery);
        var root = document.RootElement;
        var content = WatsiData.Read(root, envelope.EventName) is { } data ? WatsiContent.Read(data, envelope) : WatsiContent.None;
        return new Translation
        {
            Changes = content.Changes,
            History = HistoryOf(content, envelope, root),
            Event = EventOf(content, delivery, envelope),
        };
    }

    /// <summary>Messages have the timeline. What an update changed is all that its data tells.</summary>
    private static ConversationHistoryEntry? HistoryOf(WatsiContent content, Envelope envelope, JsonElement root) => envelope.EventName switch
    {
        WatsiEvents.ConversationCreated when content.Conversation is { } created => new(created.Id, null),
        WatsiEvents.ConversationUpdated when content.Conversation is { } updated => new(updated.Id, JsonValues.Member(root, "data"u8).GetRawText()),
        _ => null,
    };

    private static WebhookEvent EventOf(WatsiContent content, Delivery delivery, Envelope envelope)
    {
        var facts = EventFacts.Of(delivery, envelope, content.Conversation, content.Client, content.Message);
        return (envelope.EventName, content) switch
        {
            (WatsiEvents.MessageReceived, { Message: not null }) => new MessageCreated(facts),
            (WatsiEvents.MessageStatus, { Message: not null }) => new MessageUpdated(facts),
            (WatsiEvents.ConversationCreated, { Conversation: not null }) => new ConversationCreated(facts),
            (WatsiEvents.ConversationUpdated, { Conversation: { } updated }) => new ConversationUpdated(facts, WatsiConversations.ChangedBy(updated)),
            (WatsiEvents.ContactCreated, { Client: not null }) => new ClientCreated(facts),
            (WatsiEvents.ContactUpdated, { Client: not null }) => new ClientUpdated(facts),
            _ => new OtherEvent(facts),
        };
    }
}
