using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>Messages: new, changed, taken back.</summary>
internal static class WhapiMessageReader
{
    /// <summary><c>messages.post</c> tells of a new one; <c>messages.put</c> tells again of one that may have changed.</summary>
    public static Translation? Read(WhapiItem item)
    {
        var isNew = item.Method == WhapiEvents.Post;
        if ((item.Id ?? (isNew ? item.WithoutId : null)) is not { } id)
        {
            return null;
        }

        var message = WhapiMessage.Read(item.Element, id, item, isNew);
        if (WhapiActionReader.Read(message, item) is { } done)
        {
            return done;
        }

        var referral = isNew ? WhapiReferralReader.Read(message, item) : null;
        var facts = item.Facts(message.Conversation, message.Client, message.Message);
        return new()
        {
            Changes = ChangesOf(message, item, isNew),
            Referral = referral,
            Event = isNew ? new MessageCreated(facts, referral is null ? null : new(facts, referral)) : new MessageUpdated(facts),
        };
    }

    /// <summary><c>messages.patch</c>: how a message is now, and perhaps the message that changed it, which tells when.</summary>
    public static Translation? ReadUpdate(WhapiItem item)
    {
        var update = new WhapiUpdate(item.Element);
        var trigger = item.Member("trigger"u8);
        if (!update.IsTold && trigger.ValueKind == JsonValueKind.Object)
        {
            return WhapiActionReader.Read(WhapiMessage.Read(trigger, item.WithoutId, item), item);
        }

        if (!update.IsTold || (item.Id ?? update.Id) is not { } id)
        {
            return null;
        }

        var changedAt = WhapiTime.Read(JsonValues.Member(trigger, "timestamp"u8));
        var message = WhapiMessage.Read(update.After, id, item, version: changedAt is { } at ? item.At(at) : null);
        var fields = message.Message.Fields;
        update.ClearGone(fields, WhapiFieldMap.Message);
        if (WhapiActionReader.IsEdit(JsonValues.Member(trigger, "action"u8)) || IsEdited(update.Before, fields))
        {
            fields.Set(MessageFields.EditedAt, FieldValue.Time(message.Version.UpdatedAt));
        }

        return new()
        {
            Changes = ChangesOf(message, item, isNew: false),
            Event = new MessageUpdated(item.Facts(message.Conversation, message.Client, message.Message)),
        };
    }

    /// <summary><c>messages.delete</c>, one message: its id is all that is told, and nothing of where it stood.</summary>
    public static Translation? ReadRemoval(WhapiItem item)
    {
        if (item.Id is not { } id)
        {
            return null;
        }

        var fields = new FieldSet();
        fields.Set(MessageFields.Deleted, FieldValue.Boolean(true));
        fields.Set(MessageFields.DeletedAt, FieldValue.Time(item.HeardAt));
        return new()
        {
            Changes = [new(EntityKind.Message, id, item.Heard(), fields)],
            Event = new MessageDeleted(item.Facts(message: new(id, fields))),
        };
    }

    /// <summary>What a message sets: itself, its conversation and the person; it is the conversation's last one unless that has a later one.</summary>
    public static List<EntityChange> ChangesOf(WhapiMessage message, WhapiItem item, bool isNew)
    {
        List<EntityChange> changes = [.. WhapiStatuses.ChangesOf(message.Message.Id, message.Message.Fields, message.Version, item), .. PlaceChanges(message, message.Version)];
        if (message is { Conversation: { } conversation, WrittenAt: { } writtenAt })
        {
            changes.Add(WhapiChat.Active(conversation.Id, writtenAt, item));
            if (isNew || message.Message.Content.IsPresent)
            {
                changes.Add(WhapiChat.LastMessage(conversation.Id, message.Message, writtenAt, message.Version));
            }
        }

        return changes;
    }

    /// <summary>What a message tells of its conversation and of the person.</summary>
    public static IEnumerable<EntityChange> PlaceChanges(WhapiMessage message, ChangeVersion version)
    {
        if (message.Conversation is { } conversation)
        {
            yield return new(EntityKind.Conversation, conversation.Id, version, conversation.Fields);
        }

        if (message.Client is { } client)
        {
            yield return new(EntityKind.Client, client.Id, version, client.Fields);
        }
    }

    private static bool IsEdited(JsonElement before, FieldSet after)
    {
        var fields = new FieldSet();
        WhapiMessageContent.Read(fields, before);
        return fields.TryGet(MessageFields.Content, out var was) && after.TryGet(MessageFields.Content, out var now) && was != now;
    }
}
