using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>Reads what Watsi tells of messages.</summary>
internal static class WatsiMessages
{
    /// <summary><c>message.received</c>: a customer wrote. The event's time is the message's, for Watsi tells no other.</summary>
    public static WatsiContent Received(WatsiData data, Envelope envelope)
    {
        var id = data.TakeSubjectId() ?? $"~{envelope.EventId}";
        var phone = data.TakePhone("from");
        var client = data.TakeText("contactId");
        var conversation = ReadConversation(data, phone, client, envelope);

        var fields = new FieldSet();
        data.Take("body", MessageFields.Content, fields);
        fields.Set(MessageFields.Direction, FieldValue.Text(MessageFields.Incoming));
        fields.Set(MessageFields.ConversationId, FieldValue.Text(conversation.Id));
        fields.SetText(MessageFields.ClientId, client);
        fields.SetText(MessageFields.PhoneDigits, PhoneDigits.Of(phone));
        fields.Set(MessageFields.CreatedAt, FieldValue.Time(envelope.Timestamp));
        fields.Set(MessageFields.PlacedIn, FieldValue.Text(conversation.Id));
        fields.Set(MessageFields.PlacedAt, FieldValue.Time(envelope.Timestamp));
        data.TakeRest(MessageFields.Extra, fields);
        var message = new Message(id, fields);

        foreach (var set in message.AsLast(envelope.Timestamp))
        {
            conversation.Fields.Set(set);
        }

        conversation.Fields.Set(ConversationFields.LastActivityAt, FieldValue.Time(envelope.Timestamp));
        return new()
        {
            Message = message,
            Conversation = conversation,
            Changes = [WatsiContent.ChangeOf(EntityKind.Message, message, envelope), WatsiContent.ChangeOf(EntityKind.Conversation, conversation, envelope)],
        };
    }

    /// <summary><c>message.status</c>: what became of a message of the business. Nothing but the message's id says which.</summary>
    public static WatsiContent Reported(WatsiData data, Envelope envelope)
    {
        var id = data.TakeSubjectId() ?? $"~{envelope.EventId}";
        var at = data.TakeUnixTime("timestamp") ?? envelope.Timestamp;
        var phone = data.TakePhone("recipientId");
        var recipient = phone?.TrimStart('+') ?? data.TakeText("recipientId");
        var report = data.TakeText("status") is { } status ? new StatusReport(id, status, at, recipient) : null;

        var fields = new FieldSet();
        fields.Set(MessageFields.Direction, FieldValue.Text(MessageFields.Outgoing));
        fields.SetText(MessageFields.PhoneDigits, PhoneDigits.Of(phone));
        fields.SetText(MessageFields.ConversationId, data.TakeText("conversationId"));
        fields.SetText(MessageFields.ClientId, data.TakeText("contactId"));
        fields.Set(MessageFields.UpdatedAt, FieldValue.Time(at));
        data.TakeRest(MessageFields.Extra, fields);
        EntityChange change = new(EntityKind.Message, id, new(at, envelope.Timestamp, envelope.EventId), fields);
        EntityChange[] changes = [change, .. report?.Changes(envelope.EventId) ?? []];
        return new() { Message = new(id, FieldSet.Of(changes.SelectMany(change => change.Fields))), Changes = changes };
    }

    /// <summary>Every new message gets a conversation, so that it can be found, even where its delivery names none.</summary>
    private static Conversation ReadConversation(WatsiData data, string? phone, string? client, Envelope envelope)
    {
        var fields = new FieldSet();
        fields.SetText(ConversationFields.PhoneNumber, phone);
        fields.SetText(ConversationFields.PhoneDigits, PhoneDigits.Of(phone));
        fields.SetText(ConversationFields.ClientId, client);
        data.Take("channel", ConversationFields.Platform, fields);
        _ = fields.TryGetText(ConversationFields.Platform, out var channel);
        var id = data.TakeText("conversationId") ?? (phone is null ? $"~{envelope.EventId}" : $"~{channel}.{PhoneDigits.Of(phone)}");
        return new(id, fields);
    }
}
