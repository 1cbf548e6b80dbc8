using System.Text.Json;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Json;
using Platica.Webhooks.Models;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>The snapshots in a delivery's <c>data</c>, each with the id it is kept under.</summary>
internal sealed class PlaticaContent
{
    private const string ConversationResource = "conversation";
    private const string MessageResource = "message";
    private const string ClientResource = "client";

    private readonly Envelope _envelope;

    private PlaticaContent(JsonElement root, Envelope envelope)
    {
        _envelope = envelope;
        Data = JsonValues.Member(root, "data"u8);
        var conversation = ResourceOf(ConversationResource, "conversation"u8);
        var client = ResourceOf(ClientResource, "client"u8);
        Digits = DigitsOf(conversation) ?? DigitsOf(client);
        Client = ReadClient(client);
        Conversation = ReadConversation(conversation);
        Message = ReadMessage(ResourceOf(MessageResource, "message"u8));
    }

    /// <summary>The envelope's <c>data</c>; undefined when the body has none.</summary>
    public JsonElement Data { get; }

    /// <summary>The conversation, if the delivery tells of one.</summary>
    public Conversation? Conversation { get; }

    /// <summary>The client, if the delivery tells of one.</summary>
    public Client? Client { get; }

    /// <summary>The message, if the delivery tells of one.</summary>
    public Message? Message { get; }

    /// <summary>The phone that the delivery is about, in the spelling for matching.</summary>
    public string? Digits { get; }

    /// <summary>Reads the snapshots of a parsed body.</summary>
    public static PlaticaContent Read(JsonElement root, Envelope envelope) => new(root, envelope);

    /// <summary>The messages of a list in <c>data</c>; one without an id is none, for nothing could tell it from others.</summary>
    public IEnumerable<Message> ReadMessages()
    {
        var list = JsonValues.Member(Data, "messages"u8);
        return list.ValueKind != JsonValueKind.Array
            ? []
            : list.EnumerateArray()
                .Where(element => JsonValues.GetNonEmptyText(JsonValues.Member(element, "id"u8)) is not null)
                .Select(element => ReadMessage(element)!);
    }

    private Conversation? ReadConversation(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object && !IsAbout(ConversationResource) && !StartsMessage)
        {
            return null;
        }

        var fields = PlaticaFieldMap.Conversation.Read(element);
        _ = fields.TryGetText(ConversationFields.ChannelId, out var channel);
        var id = IdOf(element, ConversationResource) ?? (Digits is null ? null : $"~{channel}.{Digits}");
        if (id is null && ReportsOnMessage)
        {
            // Nothing says which conversation this is; the message stays where it is.
            return null;
        }

        SetDigits(fields, ConversationFields.PhoneDigits, element);
        if (Client is not null)
        {
            fields.Set(ConversationFields.ClientId, FieldValue.Text(Client.Id));
        }

        return new(id ?? WithoutId, fields);
    }

    private Client? ReadClient(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object && !IsAbout(ClientResource))
        {
            return null;
        }

        var fields = PlaticaFieldMap.Client.Read(element);
        SetDigits(fields, ClientFields.PhoneDigits, element);
        var id = IdOf(element, ClientResource) ?? ((DigitsOf(element) ?? Digits) is { } digits ? $"~{digits}" : WithoutId);
        return new(id, fields);
    }

    private Message? ReadMessage(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object && !IsAbout(MessageResource))
        {
            return null;
        }

        var fields = PlaticaFieldMap.Message.Read(element);
        if (Digits is not null)
        {
            fields.Set(MessageFields.PhoneDigits, FieldValue.Text(Digits));
        }

        if (Conversation is not null)
        {
            fields.Set(MessageFields.ConversationId, FieldValue.Text(Conversation.Id));
        }

        if (Client is not null)
        {
            fields.Set(MessageFields.ClientId, FieldValue.Text(Client.Id));
        }

        return new(IdOf(element, MessageResource) ?? WithoutId, fields);
    }

    /// <summary>An id of our own for what came without one. It is never replaced by a real id that is learned later.</summary>
    private string WithoutId => $"~{_envelope.EventId}";

    /// <summary>A new message always gets a conversation, so that it can be found, even where its delivery names none.</summary>
    private bool StartsMessage => _envelope.EventName == PlaticaEvents.MessageCreated;

    private bool ReportsOnMessage => PlaticaEvents.CategoryOf(_envelope.EventName) == EventCategory.Message && !StartsMessage;

    private bool IsAbout(string resource) => _envelope.ResourceType == resource && _envelope.ResourceId is not null;

    private string? IdOf(JsonElement element, string resource) =>
        JsonValues.GetNonEmptyText(JsonValues.Member(element, "id"u8)) ?? (_envelope.ResourceType == resource ? _envelope.ResourceId : null);

    /// <summary>
    /// A snapshot stands under its resource's name (seen), or is <c>data</c> itself: the documentation calls data the "snapshot of the
    /// resource" and its stored examples do not settle which.
    /// </summary>
    private JsonElement ResourceOf(string resource, ReadOnlySpan<byte> name)
    {
        var named = JsonValues.Member(Data, name);
        var isFlat = named.ValueKind == JsonValueKind.Undefined && _envelope.ResourceType == resource && !_envelope.IsFlowExchange
            && JsonValues.Member(Data, "id"u8).ValueKind == JsonValueKind.String;
        return isFlat ? Data : named;
    }

    private static string? DigitsOf(JsonElement element) =>
        PhoneDigits.Of(JsonValues.GetText(JsonValues.Member(element, "phoneNumber"u8)));

    /// <summary>The digits follow the number: a number that is cleared clears them, one that is no number too.</summary>
    private static void SetDigits(FieldSet fields, Field field, JsonElement element)
    {
        if (JsonValues.Member(element, "phoneNumber"u8).ValueKind != JsonValueKind.Undefined)
        {
            fields.Set(field, DigitsOf(element) is { } digits ? FieldValue.Text(digits) : FieldValue.Null);
        }
    }
}
