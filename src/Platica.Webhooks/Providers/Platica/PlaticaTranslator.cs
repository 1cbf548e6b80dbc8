using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>
/// What a Platica delivery changes. The snapshots count, whatever the event is called: any event may carry a conversation, a client
/// and a message, and a name that this version does not know may carry them too.
/// </summary>
internal static class PlaticaTranslator
{
    private const string Expired = "expired";

    /// <inheritdoc cref="IWebhookProvider.Translate"/>
    public static Translation Translate(Delivery delivery, Envelope envelope)
    {
        using var document = JsonBody.Parse(delivery);
        var content = PlaticaContent.Read(document.RootElement, envelope);
        if (PlaticaBackfill.IsOne(envelope.EventName))
        {
            return PlaticaBackfillTranslator.Translate(content, envelope);
        }

        var referral = envelope.EventName == PlaticaEvents.ReferralReceived ? PlaticaReferralReader.Read(content, envelope) : null;
        var exchange = envelope.IsFlowExchange ? PlaticaFlowReader.Read(content, envelope) : null;
        return new Translation
        {
            Changes = ChangesOf(content, envelope),
            History = HistoryOf(content, envelope, document.RootElement),
            Exchange = exchange,
            Referral = referral,
            Event = PlaticaEventReader.Read(delivery, envelope, content, exchange, referral),
        };
    }

    /// <summary>What the snapshots of a delivery set.</summary>
    internal static List<EntityChange> ChangesOf(PlaticaContent content, Envelope envelope)
    {
        var changes = new List<EntityChange>(5);
        if (content.Client is { } client)
        {
            changes.Add(new(EntityKind.Client, client.Id, VersionOf(client.Fields, ClientFields.UpdatedAt, envelope), client.Fields));
        }

        if (content.Message is { } message)
        {
            changes.Add(MessageChange(message, envelope));
        }

        if (content.Conversation is { } conversation)
        {
            AddConversation(changes, conversation, content.Message, envelope);
        }

        PlaticaFlowReader.AddResponse(changes, content, envelope);
        return changes;
    }

    /// <summary>Messages have the timeline; of a client's events the conversation is not the subject.</summary>
    private static ConversationHistoryEntry? HistoryOf(PlaticaContent content, Envelope envelope, JsonElement root)
    {
        if (content.Conversation is null || PlaticaEvents.CategoryOf(envelope.EventName) is EventCategory.Message or EventCategory.Client)
        {
            return null;
        }

        var changes = JsonValues.Member(root, "changes"u8);
        return new(content.Conversation.Id, changes.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : changes.GetRawText());
    }

    /// <summary>What a message's snapshot sets.</summary>
    internal static EntityChange MessageChange(Message message, Envelope envelope)
    {
        var fields = message.Fields;
        var version = VersionOf(fields, MessageFields.UpdatedAt, envelope);
        if (fields.TryGetText(MessageFields.Status, out var status))
        {
            fields.Set(MessageFields.StatusTimes, status, JsonValues.ToJson(version.UpdatedAt));
        }

        if (envelope.EventName == PlaticaEvents.MessageCreated && fields.GetTime(MessageFields.CreatedAt) is null)
        {
            fields.Set(MessageFields.CreatedAt, FieldValue.Time(envelope.Timestamp));
        }

        if (fields.GetTime(MessageFields.CreatedAt) is { } createdAt && fields.TryGetText(MessageFields.ConversationId, out var conversation))
        {
            fields.Set(MessageFields.PlacedIn, FieldValue.Text(conversation));
            fields.Set(MessageFields.PlacedAt, FieldValue.Time(createdAt));
        }

        if (envelope.EventName == PlaticaEvents.MessageDeleted)
        {
            fields.Set(MessageFields.Deleted, FieldValue.Boolean(true));
            fields.Set(MessageFields.DeletedAt, FieldValue.Time(envelope.Timestamp));
        }

        return new(EntityKind.Message, message.Id, version, fields);
    }

    private static void AddConversation(List<EntityChange> changes, Conversation conversation, Message? message, Envelope envelope)
    {
        var version = VersionOf(conversation.Fields, ConversationFields.UpdatedAt, envelope);
        changes.Add(new(EntityKind.Conversation, conversation.Id, version, conversation.Fields));
        if (envelope.EventName == PlaticaEvents.ConversationExpired)
        {
            changes.Add(Expiry(conversation, version, envelope));
        }

        var lastMessage = LastMessage(message, envelope);
        if (lastMessage?.GetTime(ConversationFields.LastMessageAt) is { } writtenAt)
        {
            changes.Add(new(EntityKind.Conversation, conversation.Id, version with { UpdatedAt = writtenAt }, lastMessage));
            version = version.UpdatedAt < writtenAt ? version with { UpdatedAt = writtenAt } : version;
        }

        var activity = new FieldSet(capacity: 1);
        activity.Set(ConversationFields.LastActivityAt, FieldValue.Time(version.UpdatedAt));
        changes.Add(new(EntityKind.Conversation, conversation.Id, version, activity));
    }

    /// <summary>What a message that is told without its conversation's snapshot sets there: the last message, and that it was active.</summary>
    internal static IEnumerable<EntityChange> LastMessageChanges(string conversation, Message message, Envelope envelope)
    {
        if (LastMessage(message, envelope) is not { } lastMessage)
        {
            yield break;
        }

        var writtenAt = lastMessage.GetTime(ConversationFields.LastMessageAt)!.Value;
        lastMessage.Set(ConversationFields.LastActivityAt, FieldValue.Time(writtenAt));
        yield return new(EntityKind.Conversation, conversation, new(writtenAt, envelope.Timestamp, envelope.EventId), lastMessage);
    }

    /// <summary>Told by deliveries that tell when a message was written and what it says; null for others.</summary>
    private static FieldSet? LastMessage(Message? message, Envelope envelope) =>
        message?.Fields.GetTime(MessageFields.CreatedAt) is { } writtenAt
        && (envelope.EventName == PlaticaEvents.MessageCreated || message.Content.IsPresent)
            ? message.AsLast(writtenAt)
            : null;

    /// <summary>
    /// The event's name says it, whatever the snapshot says and however old that is: the window for free messages is closed for good. Hence
    /// the event's own time, and a rank above the snapshot.
    /// </summary>
    private static EntityChange Expiry(Conversation conversation, ChangeVersion snapshot, Envelope envelope)
    {
        var fields = new FieldSet();
        fields.Set(ConversationFields.ExpiredAt, FieldValue.Time(envelope.Timestamp));
        fields.Set(ConversationFields.CanSendDirectMessage, FieldValue.Boolean(false));
        fields.Set(ConversationFields.Status, FieldValue.Text(conversation.Status.Value ?? Expired));
        var updatedAt = snapshot.UpdatedAt > envelope.Timestamp ? snapshot.UpdatedAt : envelope.Timestamp;
        return new(EntityKind.Conversation, conversation.Id, snapshot with { UpdatedAt = updatedAt, Rank = 1 }, fields);
    }

    internal static ChangeVersion VersionOf(FieldSet fields, Field updatedAt, Envelope envelope) =>
        new(fields.GetTime(updatedAt) ?? envelope.Timestamp, envelope.Timestamp, envelope.EventId);
}
