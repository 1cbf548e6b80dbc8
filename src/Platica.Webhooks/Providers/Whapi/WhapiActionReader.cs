using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// Messages that do something to another one. A reaction, an edit and a deletion are no messages of their own; a vote, a comment and what is
/// not known are, and answer the other one.
/// </summary>
internal static class WhapiActionReader
{
    private const string Deletion = "delete";

    /// <summary>Whether an action changes what another message says.</summary>
    public static bool IsEdit(JsonElement action) => TypeOf(action) is "edit" or "edited";

    /// <summary>The message that an action of another kind is about.</summary>
    public static string? AnsweredBy(JsonElement action) =>
        TypeOf(action) is "vote" or "comment" or "event_response" or "pin" or "unpin" ? TargetOf(action) : null;

    /// <summary>What a message does to another one; null when it stands for itself.</summary>
    public static Translation? Read(WhapiMessage message, WhapiItem item)
    {
        var at = message.WrittenAt ?? item.HeardAt;
        if (TargetOf(message.Action) is not { } target || FieldsOf(message, at) is not { } fields)
        {
            return null;
        }

        Place(fields, message);
        var version = item.At(at);
        List<EntityChange> changes = [new(EntityKind.Message, target, version, fields), .. WhapiMessageReader.PlaceChanges(message, version)];
        if (message.Conversation is { } conversation)
        {
            changes.Add(WhapiChat.Active(conversation.Id, at, item));
        }

        var facts = item.Facts(message.Conversation, message.Client, new Message(target, fields));
        return new()
        {
            Changes = changes,
            Event = TypeOf(message.Action) == Deletion ? new MessageDeleted(facts) : new MessageUpdated(facts),
        };
    }

    private static FieldSet? FieldsOf(WhapiMessage message, DateTimeOffset at)
    {
        var fields = new FieldSet();
        switch (TypeOf(message.Action))
        {
            case "reaction" when message.SenderId is { } person:
                var emoji = JsonValues.GetNonEmptyText(JsonValues.Member(message.Action, "emoji"u8));
                fields.Set(MessageFields.Reactions, person, emoji is null ? FieldValue.Null : WhapiJson.Text(emoji));
                return fields;
            case "edit" or "edited":
                var content = JsonValues.Member(message.Action, "edited_content"u8);
                if (WhapiMessageContent.TextOf(content) is { } text)
                {
                    fields.Set(MessageFields.Content, FieldValue.Text(text));
                }

                fields.Set(MessageFields.EditedAt, FieldValue.Time(at));
                return fields;
            case Deletion:
                WhapiStatus.SetDeleted(fields, at);
                return fields;
            default:
                return null;
        }
    }

    /// <summary>The other message stands in the same conversation; who wrote it is not told, except where there is only one person.</summary>
    private static void Place(FieldSet fields, WhapiMessage message)
    {
        var told = message.Message.Fields;
        var isOfOne = message.Conversation?.Fields.TryGetText(ConversationFields.ClientId, out _) == true;
        Field[] shared = isOfOne ? [MessageFields.ConversationId, MessageFields.ClientId, MessageFields.PhoneDigits] : [MessageFields.ConversationId];
        foreach (var field in shared)
        {
            if (told.TryGet(field, out var value))
            {
                fields.Set(field, value);
            }
        }
    }

    private static string? TypeOf(JsonElement action) => JsonValues.GetNonEmptyText(JsonValues.Member(action, "type"u8));

    private static string? TargetOf(JsonElement action) => JsonValues.GetNonEmptyText(JsonValues.Member(action, "target"u8));
}
