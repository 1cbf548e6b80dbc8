using Platica.Webhooks.Changes;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>What a delivery tells: as snapshots for the business's handlers, and as changes.</summary>
internal sealed record WatsiContent
{
    /// <summary>What an event tells that this version does not know.</summary>
    public static WatsiContent None { get; } = new();

    /// <summary>The conversation, if the delivery tells of one.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The client, if the delivery tells of one.</summary>
    public Client? Client { get; init; }

    /// <summary>The message, if the delivery tells of one.</summary>
    public Message? Message { get; init; }

    /// <summary>What it sets.</summary>
    public IReadOnlyList<EntityChange> Changes { get; init; } = [];

    /// <summary>The data of an event of Watsi's list.</summary>
    public static WatsiContent Read(WatsiData data, Envelope envelope) => envelope.EventName switch
    {
        WatsiEvents.MessageReceived => WatsiMessages.Received(data, envelope),
        WatsiEvents.MessageStatus => WatsiMessages.Reported(data, envelope),
        WatsiEvents.ConversationCreated or WatsiEvents.ConversationUpdated => WatsiConversations.Read(data, envelope),
        WatsiEvents.ContactCreated or WatsiEvents.ContactUpdated => WatsiContacts.Read(data, envelope),
        _ => None,
    };

    /// <summary>A snapshot as a change. Watsi's snapshots have no time of their own, so the event's counts.</summary>
    internal static EntityChange ChangeOf(EntityKind kind, Snapshot snapshot, Envelope envelope) =>
        new(kind, snapshot.Id, new(envelope.Timestamp, envelope.Timestamp, envelope.EventId), snapshot.Fields);
}
