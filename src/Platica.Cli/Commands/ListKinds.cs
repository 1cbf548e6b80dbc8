using System.Text.Json;
using Platica.Cli.Output;
using static Platica.Cli.Http.JsonText;

namespace Platica.Cli.Commands;

/// <summary>The lists of the read API and how a person likes to see them. Times are UTC.</summary>
internal static class ListKinds
{
    private const int LongestId = 40;

    public static ListKind Conversations { get; } = new(
        "conversations",
        "The conversations, the latest active first.",
        "/api/conversations",
        [
            new("id", item => Read(item, "id")),
            new("active (UTC)", item => ReadTime(item, "lastActivityAt")),
            new("status", item => Read(item, "status")),
            new("contact", item => Read(item, "contactName")),
            new("phone", item => Read(item, "phoneNumber"), ColumnFit.Optional),
            new("last message", item => Read(item, "lastMessageText"), ColumnFit.Flexible),
        ],
        $"No conversations yet. Send one: {Invocation.Prefix} send conversation.created");

    public static ListKind Messages { get; } = new(
        "messages",
        "The messages of a conversation, the latest first.",
        "/api/conversations/{id}/messages",
        [
            new("id", item => Read(item, "id")),
            new("created (UTC)", item => ReadTime(item, "createdAt")),
            new("direction", item => Read(item, "direction")),
            new("status", item => IsTrue(item, "deleted") ? "deleted" : Read(item, "status")),
            new("text", item => Read(item, "content"), ColumnFit.Flexible),
        ],
        "No messages in this conversation.");

    public static ListKind Clients { get; } = new(
        "clients",
        "The clients.",
        "/api/clients",
        [
            new("id", item => Read(item, "id")),
            new("name", item => Read(item, "name")),
            new("phone", item => Read(item, "phoneNumber")),
            new("email", item => Read(item, "email"), ColumnFit.Optional),
            new("updated (UTC)", item => ReadTime(item, "updatedAt"), ColumnFit.Optional),
            new("tags", item => Read(item, "tags"), ColumnFit.Flexible),
        ],
        $"No clients yet. Send one: {Invocation.Prefix} send client.created");

    public static ListKind Events { get; } = new(
        "events",
        "The deliveries as they were accepted, the latest first.",
        "/api/events",
        [
            new("time (UTC)", item => ReadTime(item, "timestamp")),
            new("event", item => Read(item, "event")),
            new("resource", item => Read(item, "resourceId"), ColumnFit.Flexible),
            new("id", item => Shorten(Read(item, "id"))),
            new("bytes", item => Read(item, "bytes"), ColumnFit.Optional),
        ],
        $"No events yet. Send some: {Invocation.Prefix} send --all");

    public static ListKind DeadLetters { get; } = new(
        "dead-letters",
        "Deliveries that were accepted and could not be understood or stored.",
        "/api/dead-letters",
        [
            new("received (UTC)", item => ReadTime(item, "receivedAt")),
            new("reason", item => Read(item, "reason")),
            new("description", item => Read(item, "description"), ColumnFit.Flexible),
            new("attempts", item => Read(item, "attempts"), ColumnFit.Optional),
            new("id", item => Shorten(Read(item, "id"))),
        ],
        "No dead letters.");

    private static bool IsTrue(JsonElement item, string field) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    // A delivery without an id has its body's hash: 64 digits that no route takes, so their beginning is enough in a table.
    private static string Shorten(string id) => id.Length > LongestId ? $"{id[..12]}…" : id;
}
