using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>Chats and groups: both are conversations, and a group is a chat with members.</summary>
internal static class WhapiChatReader
{
    private const string Unknown = "unknown";

    /// <summary><c>chats.post</c>, <c>chats.put</c> and <c>groups.post</c>: how one is now.</summary>
    public static Translation? Read(WhapiItem item)
    {
        if (WhapiAddress.Parse(item.Id) is not { } address)
        {
            return null;
        }

        var last = LastMessageOf(item.Element, item);
        var activeAt = UnixTime.Read(item.Member("timestamp"u8)) ?? last?.WrittenAt ?? item.HeardAt;
        var conversation = ConversationOf(address, item.Element, item);
        WhapiChat.Revive(conversation.Fields);
        var told = Tell(item, ClientOf(address), conversation, activeAt);
        return told with
        {
            Changes = last is null ? told.Changes : [.. told.Changes, .. WhapiMessageReader.ChangesOf(last, item, isNew: false)],
            Event = item.Key == "groups" ? new ConversationCreated(item.Facts(conversation)) : told.Event,
        };
    }

    /// <summary><c>chats.patch</c> and <c>groups.patch</c>: what changed.</summary>
    public static Translation? ReadUpdate(WhapiItem item)
    {
        var update = new WhapiUpdate(item.Element);
        if (!update.IsTold || WhapiAddress.Parse(update.Id) is not { } address)
        {
            return null;
        }

        var conversation = ConversationOf(address, update.After, item);
        update.ClearGone(conversation.Fields, WhapiFieldMap.Chat);
        ClearParticipants(conversation.Fields, update);
        var changes = update.Changes.ValueKind == JsonValueKind.Array ? update.Changes.GetRawText() : null;
        return Tell(item, ClientOf(address), conversation, item.HeardAt, update.FieldOf(WhapiFieldMap.Chat), changes);
    }

    /// <summary><c>chats.delete</c>: the chat's id.</summary>
    public static Translation? ReadRemoval(WhapiItem item) => Mark(item, ConversationFields.Deleted, fields =>
    {
        fields.Set(ConversationFields.Deleted, FieldValue.Boolean(true));
        fields.Set(ConversationFields.DeletedAt, FieldValue.Time(item.HeardAt));
    });

    /// <summary><c>messages.delete</c>, all of a chat: the chat's id.</summary>
    public static Translation? ReadClearing(WhapiItem item) => Mark(item, ConversationFields.ClearedAt, fields =>
        fields.Set(ConversationFields.ClearedAt, FieldValue.Time(item.HeardAt)));

    /// <summary><c>groups.put</c>: who came, left or got another rank.</summary>
    public static Translation? ReadParticipants(WhapiItem item)
    {
        if (WhapiAddress.Read(item.Member("group_id"u8)) is not { } address)
        {
            return null;
        }

        var action = JsonValues.GetNonEmptyText(item.Member("action"u8));
        var conversation = new Conversation(address.ConversationId, WhapiChat.FieldsOf(address, item));
        WhapiParticipants.Apply(conversation.Fields, item.Member("participants"u8), action);
        var changes = action is null ? null : WhapiJson.Object(("action", action));
        return Tell(item, ClientOf(address), conversation, item.HeardAt, ConversationFields.Participants, changes);
    }

    private static Translation? Mark(WhapiItem item, Field changed, Action<FieldSet> mark)
    {
        if (WhapiAddress.Parse(item.Id) is not { } address)
        {
            return null;
        }

        var conversation = new Conversation(address.ConversationId, WhapiChat.FieldsOf(address, item));
        mark(conversation.Fields);
        return Tell(item, client: null, conversation, item.HeardAt, changed);
    }

    private static Translation Tell(
        WhapiItem item, Client? client, Conversation conversation, DateTimeOffset activeAt, Field? changed = null, string? changes = null)
    {
        List<EntityChange> told =
        [
            new(EntityKind.Conversation, conversation.Id, item.Heard(), conversation.Fields),
            WhapiChat.Active(conversation.Id, activeAt, item),
        ];
        if (client is not null)
        {
            told.Add(new(EntityKind.Client, client.Id, item.Heard(), client.Fields));
        }

        return new()
        {
            Changes = told,
            History = new(conversation.Id, changes),
            Event = new ConversationUpdated(item.Facts(conversation, client), changed),
        };
    }

    private static Client? ClientOf(WhapiAddress address) => address.IsPerson ? new(address.PersonId, WhapiPerson.FieldsOf(address)) : null;

    /// <summary>Where the chat does not know its kind, its address does.</summary>
    private static Conversation ConversationOf(WhapiAddress address, JsonElement chat, WhapiItem item)
    {
        var fields = WhapiFieldMap.Chat.Read(chat);
        var isKindTold = fields.TryGetText(ConversationFields.Kind, out var kind) && kind != Unknown;
        foreach (var set in WhapiChat.FieldsOf(address, item).Where(set => !isKindTold || !ReferenceEquals(set.Field, ConversationFields.Kind)))
        {
            fields.Set(set);
        }

        if (JsonValues.Member(chat, "mute"u8).ValueKind == JsonValueKind.False)
        {
            fields.Set(ConversationFields.MutedUntil, FieldValue.Null);
        }

        return new(address.ConversationId, fields);
    }

    /// <summary>Only a list that tells the members tells who is none any more: samples send an empty one where something else changed.</summary>
    private static void ClearParticipants(FieldSet fields, WhapiUpdate update)
    {
        var after = JsonValues.Member(update.After, "participants"u8);
        if (after.ValueKind == JsonValueKind.Array && (update.Names("participants") || after.GetArrayLength() > 0))
        {
            WhapiParticipants.ClearMissing(fields, JsonValues.Member(update.Before, "participants"u8), after);
        }
    }

    private static WhapiMessage? LastMessageOf(JsonElement chat, WhapiItem item)
    {
        var element = JsonValues.Member(chat, "last_message"u8);
        var id = JsonValues.GetNonEmptyText(JsonValues.Member(element, "id"u8));
        return id is null || JsonValues.Member(element, "action"u8).ValueKind == JsonValueKind.Object ? null : WhapiMessage.Read(element, id, item);
    }
}
