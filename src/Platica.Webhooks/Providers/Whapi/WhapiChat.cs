using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>A conversation that a delivery names.</summary>
internal static class WhapiChat
{
    private const string Platform = "whatsapp";

    /// <summary>What an address alone tells of a conversation: whose it is. One of several has no client.</summary>
    public static FieldSet FieldsOf(WhapiAddress chat, WhapiItem item)
    {
        var fields = new FieldSet();
        fields.SetText(ConversationFields.Kind, chat.Kind);
        fields.Set(ConversationFields.Platform, FieldValue.Text(Platform));
        fields.SetText(ConversationFields.ChannelId, item.ChannelId);
        if (chat.IsPerson)
        {
            fields.Set(ConversationFields.ClientId, FieldValue.Text(chat.PersonId));
            WhapiPerson.SetPhone(fields, ConversationFields.PhoneNumber, ConversationFields.PhoneDigits, chat);
        }

        return fields;
    }

    /// <summary>What is told of a chat that was deleted makes it a chat again.</summary>
    public static void Revive(FieldSet fields)
    {
        fields.Set(ConversationFields.Deleted, FieldValue.Null);
        fields.Set(ConversationFields.DeletedAt, FieldValue.Null);
    }

    /// <summary>That something happened in a conversation; the latest counts, in whatever order they come.</summary>
    public static EntityChange Active(string id, DateTimeOffset at, WhapiItem item)
    {
        var fields = new FieldSet();
        fields.Set(ConversationFields.LastActivityAt, FieldValue.Time(at));
        return new(EntityKind.Conversation, id, item.At(at), fields);
    }

    /// <summary>The last message, at the time of its writing; among tellings of one message the one that was heard last counts.</summary>
    public static EntityChange LastMessage(string id, Message message, DateTimeOffset writtenAt, ChangeVersion told) =>
        new(EntityKind.Conversation, id, new(writtenAt, told.UpdatedAt, told.EventId), message.AsLast(writtenAt));
}
