using System.Text.Json;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>A message with the conversation it stands in and the person it was written by or to.</summary>
internal sealed class WhapiMessage
{
    private readonly JsonElement _element;
    private readonly WhapiItem _item;
    private readonly WhapiAddress? _chat;
    private readonly WhapiAddress? _sender;
    private readonly bool? _isOwn;

    private WhapiMessage(JsonElement element, string id, WhapiItem item, bool isNew, ChangeVersion? version)
    {
        (_element, _item) = (element, item);
        _isOwn = JsonValues.Member(element, "from_me"u8).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
        _sender = AddressOf("from"u8);
        _chat = AddressOf("chat_id"u8) ?? (_isOwn == false ? _sender : null);
        WrittenAt = UnixTime.Read(JsonValues.Member(element, "timestamp"u8)) ?? (isNew ? item.Timestamp : null);
        Version = version ?? (isNew ? item.At(WrittenAt!.Value) : item.Heard(WrittenAt));
        Client = ReadClient();
        Conversation = ReadConversation(isNew);
        var fields = ReadFields();
        Report = ReadReport(id);
        if (Report is { } report && WhapiStatus.IsDeletion(report.Status))
        {
            WhapiStatus.SetDeleted(fields, report.At);
        }

        Message = new(id, fields);
    }

    /// <summary>When it was written; null when that is not told.</summary>
    public DateTimeOffset? WrittenAt { get; }

    /// <summary>The version of all it tells but its status.</summary>
    public ChangeVersion Version { get; }

    /// <summary>What is told of the message, but for its status.</summary>
    public Message Message { get; }

    /// <summary>Its status; null where that is not told.</summary>
    public StatusReport? Report { get; }

    /// <summary>What is told of the conversation.</summary>
    public Conversation? Conversation { get; }

    /// <summary>The person; null for a message of the business's own in a group.</summary>
    public Client? Client { get; }

    /// <summary>Whether it was not the business that wrote it.</summary>
    public bool IsIncoming => _isOwn == false;

    /// <summary>Who wrote it: digits, else the id.</summary>
    public string? SenderId => _sender?.PersonId;

    /// <summary>The message and its status.</summary>
    public Message Told => new(Message.Id, FieldSet.Of([.. Message.Fields, .. Report?.Changes(_item.EventId).SelectMany(change => change.Fields) ?? []]));

    /// <summary>What it does to another message; undefined where it does nothing.</summary>
    public JsonElement Action => JsonValues.Member(_element, "action"u8);

    /// <summary>What it was written upon: an ad, a message that it answers.</summary>
    public JsonElement Context => JsonValues.Member(_element, "context"u8);

    /// <summary>Reads a message.</summary>
    /// <param name="element">The message.</param>
    /// <param name="id">Its id.</param>
    /// <param name="item">The item that it is, or that tells of it.</param>
    /// <param name="isNew">Whether it is told because it was written just now, so that all it tells was true then.</param>
    /// <param name="version">When it was so, where that is told.</param>
    public static WhapiMessage Read(JsonElement element, string id, WhapiItem item, bool isNew = false, ChangeVersion? version = null) =>
        new(element, id, item, isNew, version);

    private WhapiAddress? AddressOf(ReadOnlySpan<byte> name) => WhapiAddress.Read(JsonValues.Member(_element, name));

    /// <summary>Some send no name, an empty one, or the phone number in its place.</summary>
    private string? NameOf(ReadOnlySpan<byte> name, WhapiAddress? named) =>
        JsonValues.GetNonEmptyText(JsonValues.Member(_element, name)) is { } text && PhoneDigits.Of(text) is var digits
        && (digits is null || digits != PhoneDigits.Of(named?.Phone))
            ? text
            : null;

    /// <summary>The business itself is never a client, wherever it writes.</summary>
    private Client? ReadClient()
    {
        var person = _chat is { IsPerson: true } ? _chat : IsIncoming && _sender is { MayBePerson: true } ? _sender : null;
        if (person is null)
        {
            return null;
        }

        var fields = WhapiPerson.FieldsOf(person);
        if (IsIncoming)
        {
            fields.SetText(ClientFields.ProfileName, NameOf("from_name"u8, person));
        }

        return new(person.PersonId, fields);
    }

    private Conversation? ReadConversation(bool isNew)
    {
        if (_chat is null)
        {
            return isNew ? new(_item.WithoutId, new()) : null;
        }

        var fields = WhapiChat.FieldsOf(_chat, _item);
        fields.SetText(ConversationFields.ContactName, NameOf("chat_name"u8, _chat));
        if (isNew)
        {
            WhapiChat.Revive(fields);
        }

        return new(_chat.ConversationId, fields);
    }

    private FieldSet ReadFields()
    {
        var fields = WhapiFieldMap.Message.Read(_element);
        WhapiMessageContent.Read(fields, _element);
        if (_isOwn is { } isOwn)
        {
            fields.Set(MessageFields.Direction, FieldValue.Text(isOwn ? MessageFields.Outgoing : MessageFields.Incoming));
        }

        fields.SetText(MessageFields.SenderId, _sender?.PersonId);
        fields.SetText(MessageFields.SenderName, NameOf("from_name"u8, _sender));
        fields.SetText(MessageFields.ConversationId, Conversation?.Id);
        fields.SetText(MessageFields.ClientId, Client?.Id);
        fields.SetText(MessageFields.PhoneDigits, Client is { } client && client.Fields.TryGetText(ClientFields.PhoneDigits, out var digits) ? digits : null);
        fields.SetText(
            MessageFields.QuotedMessageId,
            JsonValues.GetNonEmptyText(JsonValues.Member(Context, "quoted_id"u8)) ?? WhapiActionReader.AnsweredBy(Action));
        if (Context.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            fields.Set(MessageFields.Extra, "context", WhapiJson.Value(Context));
        }

        Place(fields);
        return fields;
    }

    /// <summary>A message does not tell since when it has its status: since it was written, or at the latest since it was told.</summary>
    private StatusReport? ReadReport(string id) => JsonValues.GetNonEmptyText(JsonValues.Member(_element, "status"u8)) is { } status
        ? new(id, status, WrittenAt is { } writtenAt && WhapiStatus.IsFirst(status) ? writtenAt : _item.Heard(Version.UpdatedAt).UpdatedAt)
        : null;

    private void Place(FieldSet fields)
    {
        if (WrittenAt is not { } writtenAt)
        {
            return;
        }

        fields.Set(MessageFields.CreatedAt, FieldValue.Time(writtenAt));
        if (Conversation is { } conversation)
        {
            fields.Set(MessageFields.PlacedIn, FieldValue.Text(conversation.Id));
            fields.Set(MessageFields.PlacedAt, FieldValue.Time(writtenAt));
        }
    }
}
