using Platica.Webhooks.Changes;
using Platica.Webhooks.Events;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary><c>calls.post</c>: one delivery for each state of a call.</summary>
internal static class WhapiCallReader
{
    /// <summary>In the order in which they can follow each other, for those that are told of one moment.</summary>
    private static readonly string[] Begun = ["initiated", "ringing"];

    /// <summary>Reads a call.</summary>
    public static Translation? Read(WhapiItem item)
    {
        var at = UnixTime.Read(item.Member("timestamp"u8)) ?? item.HeardAt;
        var chat = WhapiAddress.Read(item.Member("chat_id"u8));
        var caller = WhapiAddress.Read(item.Member("from"u8));

        // Who calls in a group may be the business itself.
        var person = chat is null ? caller : chat.IsPerson ? chat : null;
        var status = JsonValues.GetNonEmptyText(item.Member("status"u8));
        var fields = FieldsOf(item, at, chat, caller, status);
        SetPerson(fields, person);
        var call = new Call(item.Id ?? item.WithoutId, fields);
        List<EntityChange> changes = [new(EntityKind.Call, call.Id, item.At(at, RankOf(status)), fields)];
        if (chat is null)
        {
            return new() { Changes = changes, Event = new CallUpdated(item.Facts(), call) };
        }

        var client = chat.IsPerson ? new Client(chat.PersonId, WhapiPerson.FieldsOf(chat)) : null;
        var conversation = new Conversation(chat.ConversationId, WhapiChat.FieldsOf(chat, item));
        changes.Add(new(EntityKind.Conversation, conversation.Id, item.At(at), conversation.Fields));
        changes.Add(WhapiChat.Active(conversation.Id, at, item));
        if (client is not null)
        {
            changes.Add(new(EntityKind.Client, client.Id, item.At(at), client.Fields));
        }

        return new()
        {
            Changes = changes,
            History = new(conversation.Id, WhapiJson.Object(status is null ? [("call", call.Id)] : [("call", call.Id), ("status", status)])),
            Event = new CallUpdated(item.Facts(conversation, client), call),
        };
    }

    private static FieldSet FieldsOf(WhapiItem item, DateTimeOffset at, WhapiAddress? chat, WhapiAddress? caller, string? status)
    {
        var fields = WhapiFieldMap.Call.Read(item.Element);
        fields.Set(CallFields.CreatedAt, FieldValue.Time(at));
        fields.Set(CallFields.UpdatedAt, FieldValue.Time(at));
        if (status is not null)
        {
            fields.Set(CallFields.Status, FieldValue.Text(status));
            fields.Set(CallFields.StatusTimes, status, JsonValues.ToJson(at));
        }

        fields.SetText(CallFields.ConversationId, chat?.ConversationId);
        if (chat is { IsPerson: true } && caller is not null)
        {
            fields.Set(CallFields.Direction, FieldValue.Text(caller.PersonId == chat.PersonId ? MessageFields.Incoming : MessageFields.Outgoing));
        }

        return fields;
    }

    private static void SetPerson(FieldSet fields, WhapiAddress? person)
    {
        if (person is { MayBePerson: true })
        {
            fields.SetText(CallFields.ClientId, person.PersonId);
            fields.SetText(CallFields.PhoneDigits, PhoneDigits.Of(person.Phone));
        }
    }

    private static int RankOf(string? status) => status is null ? 0 : Array.IndexOf(Begun, status) is >= 0 and var begun ? begun + 1 : Begun.Length + 1;
}
