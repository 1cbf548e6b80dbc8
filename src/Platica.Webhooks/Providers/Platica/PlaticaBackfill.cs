using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platica.Webhooks.Json;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>
/// Deliveries of this product's own, never Platica's: what Platica's REST API tells of a client, a conversation or its messages, in the
/// envelope of a webhook and signed like one. They set state at its own <c>lastUpdate</c> and nothing else: no handler runs, and nothing is
/// noted as having happened. The same content always makes the same bytes.
/// </summary>
public static class PlaticaBackfill
{
    /// <summary><c>data.client</c> is a client as <c>GET /clients</c> lists it.</summary>
    public const string ClientEvent = "platica.backfill.client";

    /// <summary><c>data.conversation</c> is a conversation as <c>GET /conversations</c> lists it, without its messages.</summary>
    public const string ConversationEvent = "platica.backfill.conversation";

    /// <summary><c>data.messages</c> are messages of <c>data.conversation</c>, of which only what places them is told.</summary>
    public const string MessagesEvent = "platica.backfill.messages";

    private const string Source = "platica.backfill";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private static readonly string[] Placing = ["id", "conversationId", "channelId", "phoneNumber"];

    private static readonly JsonWriterOptions Trusting = new() { SkipValidation = true };

    /// <summary>Whether an event is one of these.</summary>
    public static bool IsOne(string eventName) => eventName is ClientEvent or ConversationEvent or MessagesEvent;

    /// <summary>A client.</summary>
    public static byte[] OfClient(string workspaceId, JsonElement client) => Write(
        ClientEvent, workspaceId, "client", client, TimeOf(client), data => WriteMember(data, "client", client, _ => true));

    /// <summary>A conversation.</summary>
    public static byte[] OfConversation(string workspaceId, JsonElement conversation) => Write(
        ConversationEvent,
        workspaceId,
        "conversation",
        conversation,
        TimeOf(conversation),
        data => WriteMember(data, "conversation", conversation, name => name != "messages"));

    /// <summary>
    /// Messages of a conversation, at least one. The delivery has the time of the oldest, so that where a person was erased meanwhile, nothing
    /// older comes back; each message counts at its own.
    /// </summary>
    public static byte[] OfMessages(string workspaceId, JsonElement conversation, IReadOnlyList<JsonElement> messages) => Write(
        MessagesEvent,
        workspaceId,
        "conversation",
        conversation,
        messages.Min(TimeOf),
        data =>
        {
            WriteMember(data, "conversation", conversation, Placing.Contains);
            data.WriteStartArray("messages");
            foreach (var message in messages)
            {
                data.WriteRawValue(message.GetRawText(), skipInputValidation: true);
            }

            data.WriteEndArray();
        });

    /// <summary>
    /// When an entity was as it tells: its <c>lastUpdate</c>, else its <c>creationDate</c>. One that tells neither loses against all that has a
    /// time.
    /// </summary>
    public static DateTimeOffset TimeOf(JsonElement entity) =>
        TimeOf(entity, "lastUpdate"u8) ?? TimeOf(entity, "creationDate"u8) ?? DateTimeOffset.UnixEpoch;

    private static DateTimeOffset? TimeOf(JsonElement entity, ReadOnlySpan<byte> name) =>
        JsonValues.ParseTime(JsonValues.GetText(JsonValues.Member(entity, name)));

    private static byte[] Write(
        string eventName, string workspaceId, string resourceType, JsonElement resource, DateTimeOffset timestamp, Action<Utf8JsonWriter> writeData)
    {
        var data = Document(writer =>
        {
            writer.WriteStartObject();
            writeData(writer);
            writer.WriteEndObject();
        });
        return Document(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", IdOf(eventName, workspaceId, data));
            writer.WriteString("event", eventName);
            writer.WriteString("workspaceId", workspaceId);
            writer.WriteString("timestamp", timestamp.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            writer.WriteString("source", Source);
            writer.WriteString("resourceType", resourceType);
            writer.WriteString("resourceId", JsonValues.GetText(JsonValues.Member(resource, "id"u8)));
            writer.WriteNull("changes");
            writer.WritePropertyName("data");
            writer.WriteRawValue(data, skipInputValidation: true);
            writer.WriteEndObject();
        });
    }

    /// <summary>Values as they came: a number must not lose digits, nor a text its odd escapes.</summary>
    private static void WriteMember(Utf8JsonWriter writer, string name, JsonElement entity, Func<string, bool> isTold)
    {
        writer.WriteStartObject(name);
        foreach (var member in entity.EnumerateObject())
        {
            var memberName = JsonValues.NameOf(member);
            if (isTold(memberName))
            {
                writer.WritePropertyName(memberName);
                writer.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }

    private static byte[] Document(Action<Utf8JsonWriter> write)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Trusting))
        {
            write(writer);
        }

        return json.ToArray();
    }

    private static string IdOf(string eventName, string workspaceId, byte[] data)
    {
        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{eventName}\n{workspaceId}\n"), .. data]);
        return $"backfill-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }
}
