using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// The envelope of one item. Whapi.Cloud sends neither ids nor times of deliveries: both come from the item, so that the same item, sent again, is
/// the same event.
/// </summary>
internal static class WhapiEnvelope
{
    private const int PersonHashBytes = 8;

    /// <summary>The payload members whose items are ids.</summary>
    private static readonly string[] Removals = ["messages_removed", "messages_removed_all", "chats_removed", "labels_removed"];

    /// <inheritdoc cref="IWebhookProvider.TryReadEnvelope"/>
    public static bool TryRead(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem)
    {
        envelope = null;
        try
        {
            using var document = JsonBody.Parse(delivery);
            problem = Read(document.RootElement, delivery, out envelope);
        }
        catch (JsonException)
        {
            problem = "The body is not well-formed JSON in UTF-8.";
        }

        return problem is null && envelope is not null;
    }

    private static string? Read(JsonElement root, Delivery delivery, out Envelope? envelope)
    {
        envelope = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return "The body is not a JSON object.";
        }

        if (delivery.Attributes.ContainsKey(WhapiQr.RemovedAttribute))
        {
            return "The body was no JSON and spoke of a QR code, by which anybody can link the account: nothing of it was kept.";
        }

        var content = WhapiContent.Read(root, delivery);
        if (content.EventName is not { } name)
        {
            return "Neither the body nor the URL names an event, and no payload member tells it.";
        }

        if (content.HasMore)
        {
            return "The call brought too many items, or too long an event or channel_id, to be taken apart.";
        }

        if (!IsItem(content))
        {
            return "The item is neither an object nor, where it was removed, an id.";
        }

        var (id, logId) = IdsOf(content, name, root);
        envelope = new Envelope
        {
            EventName = name,
            EventId = id,
            LogId = logId,
            WorkspaceId = content.ChannelId ?? Envelope.UnknownWorkspace,
            Timestamp = TimeOf(content) ?? delivery.ReceivedAt,
            IsFlowExchange = false,
            ResourceType = content.Type,
            ResourceId = OwnId(content.Item),
        };
        return null;
    }

    private static bool IsItem(WhapiContent content) => content.Item.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Object => true,
        JsonValueKind.String => Removals.Contains(content.Key) || !WhapiEvents.TryGetPayload(content.Key, out _),
        _ => false,
    };

    /// <summary>
    /// A message is written and deleted once, and has each status once at each recipient. Whatever can change twice has the hash of what is told,
    /// which no log shows: a presence or a deleted chat is little more than a phone.
    /// </summary>
    private static (string Id, string LogId) IdsOf(WhapiContent content, string name, JsonElement root)
    {
        switch (content)
        {
            case { Type: WhapiEvents.Messages, Method: WhapiEvents.Post or WhapiEvents.Delete, Key: not "messages_removed_all" } when OwnId(content.Item) is { } message:
                var id = $"{message}:{content.Method}";
                return (id, id);
            case { Type: WhapiEvents.Statuses } when OwnId(content.Item) is { } message:
                var (status, time) = (Text(content.Item, "status"u8), Text(content.Item, "timestamp"u8));
                return (string.Join(':', message, status, PersonOf(content.Item, message), time), string.Join(':', message, status, time));
            default:
                return (HashOf(name, content.Item.ValueKind == JsonValueKind.Undefined ? root : content.Item), Envelope.HashOnly);
        }
    }

    /// <summary>An edit, a chat or a contact tells when something else was; only these tell when they happened.</summary>
    private static DateTimeOffset? TimeOf(WhapiContent content) =>
        content.Type is WhapiEvents.Messages or WhapiEvents.Statuses or WhapiEvents.Calls
            ? UnixTime.Read(JsonValues.Member(content.Item, "timestamp"u8))
            : null;

    private static string? OwnId(JsonElement item) =>
        JsonValues.GetNonEmptyText(item.ValueKind == JsonValueKind.String ? item : JsonValues.Member(item, "id"u8));

    private static string? Text(JsonElement item, ReadOnlySpan<byte> name) => JsonValues.Member(item, name) is { ValueKind: JsonValueKind.Number } number
        ? number.GetRawText()
        : JsonValues.GetNonEmptyText(JsonValues.Member(item, name));

    /// <summary>Whose status it is, as a hash: an id is no place for a phone.</summary>
    private static string? PersonOf(JsonElement item, string messageId) =>
        WhapiStatusReader.RecipientOf(item) is { PersonId: var person }
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{messageId}:{person}")).AsSpan(0, PersonHashBytes))
            : null;

    private static string HashOf(string name, JsonElement item)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        hash.AppendData(JsonMarshal.GetRawUtf8Value(item));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
