using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>Reads what Watsi tells of conversations. Only what is told changes.</summary>
internal static class WatsiConversations
{
    /// <summary>Who answers: the automation or a person, in the words that Platica has for it.</summary>
    private const string Automatic = "automatic";
    private const string Assistance = "assistance";

    private static readonly Field[] Changing = [ConversationFields.Status, ConversationFields.Owners, ConversationFields.Operation];

    /// <summary><c>conversation.created</c> and <c>conversation.updated</c>.</summary>
    public static WatsiContent Read(WatsiData data, Envelope envelope)
    {
        var fields = new FieldSet();
        var id = data.TakeSubjectId() ?? $"~{envelope.EventId}";
        fields.SetText(ConversationFields.ClientId, data.TakeText("contactId"));
        data.Take("status", ConversationFields.Status, fields);
        data.Take("channel", ConversationFields.Platform, fields);
        ReadOwner(data, fields);
        ReadOperation(data, fields);
        if (envelope.EventName == WatsiEvents.ConversationCreated)
        {
            fields.Set(ConversationFields.CreatedAt, FieldValue.Time(envelope.Timestamp));
        }

        fields.Set(ConversationFields.UpdatedAt, FieldValue.Time(envelope.Timestamp));
        fields.Set(ConversationFields.LastActivityAt, FieldValue.Time(envelope.Timestamp));
        data.TakeRest(ConversationFields.Extra, fields);
        var conversation = new Conversation(id, fields);
        return new() { Conversation = conversation, Changes = [WatsiContent.ChangeOf(EntityKind.Conversation, conversation, envelope)] };
    }

    /// <summary>Which field an update is about; null when it tells several, or none that has a name.</summary>
    public static Field? ChangedBy(Conversation updated)
    {
        Field[] told = [.. Changing.Where(field => updated.Fields.TryGet(field, out _))];
        return told is [var only] ? only : null;
    }

    /// <summary>One user is the owner; null takes the conversation from whoever had it, and where nothing is told it stays with them.</summary>
    private static void ReadOwner(WatsiData data, FieldSet fields)
    {
        if (data.TryTake("assignedUserId", FieldType.Text, out var user))
        {
            fields.Set(ConversationFields.Owners, user.Value is string id ? FieldValue.Json($"[\"{JsonEncodedText.Encode(id)}\"]") : FieldValue.Null);
        }
    }

    private static void ReadOperation(WatsiData data, FieldSet fields)
    {
        if (data.TryTake("watsiEnabled", FieldType.Boolean, out var enabled))
        {
            fields.Set(ConversationFields.Operation, enabled.Value switch
            {
                true => FieldValue.Text(Automatic),
                false => FieldValue.Text(Assistance),
                _ => FieldValue.Null,
            });
        }
    }
}
