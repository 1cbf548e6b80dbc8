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
        [Filters.Kind, Filters.Status, Filters.Owner, Filters.Tag, Filters.Channel, Filters.Platform, Filters.Phone, Filters.Since],
        [
            new("id", item => Read(item, "id")),
            new("active (UTC)", item => ReadTime(item, "lastActivityAt")),
            new("status", item => Read(item, "status")),
            new("contact", item => WithDeleted(item, "contactName")),
            new("phone", item => Read(item, "phoneNumber"), ColumnFit.Optional),
            new("last message", item => Read(item, "lastMessageText"), ColumnFit.Flexible),
        ],
        "No conversations yet.")
    {
        Sample = ["conversation.created"],
    };

    public static ListKind Messages { get; } = new(
        "messages",
        "The messages of a conversation, the latest first.",
        "/api/conversations/{id}/messages",
        [Filters.Before, Filters.After],
        [
            new("id", item => Read(item, "id")),
            new("created (UTC)", item => ReadTime(item, "createdAt")),
            new("direction", item => Read(item, "direction")),
            new("status", item => IsTrue(item, "deleted") ? "deleted" : Read(item, "status")),
            new("text", item => Read(item, "content"), ColumnFit.Flexible),
        ],
        "No messages in this conversation.");

    public static ListKind ConversationEvents { get; } = new(
        "conversation-events",
        "What happened to a conversation beside its messages, the latest first.",
        "/api/conversations/{id}/events",
        [Filters.Before, Filters.After, Filters.Event],
        [
            new("time (UTC)", item => ReadTime(item, "timestamp")),
            new("event", item => Read(item, "event")),
            new("source", item => Read(item, "source"), ColumnFit.Optional),
            new("changes", ChangesText.Of, ColumnFit.Flexible),
        ],
        "Nothing happened to this conversation.");

    public static ListKind Clients { get; } = new(
        "clients",
        "The clients.",
        "/api/clients",
        [Filters.Phone, Filters.Owner, Filters.Tag, Filters.Status],
        [
            new("id", item => Read(item, "id")),
            new("name", item => Read(item, "name") is { Length: > 0 } name ? name : Read(item, "profileName")),
            new("phone", item => Read(item, "phoneNumber")),
            new("email", item => Read(item, "email"), ColumnFit.Optional),
            new("updated (UTC)", item => ReadTime(item, "updatedAt"), ColumnFit.Optional),
            new("tags", item => Read(item, "tags"), ColumnFit.Flexible),
        ],
        "No clients yet.")
    {
        Sample = ["client.created"],
    };

    public static ListKind Channels { get; } = new(
        "channels",
        "The business's own accounts at WhatsApp, of all workspaces, and whether they work.",
        "/api/channels",
        [Filters.Status],
        [
            new("id", item => Read(item, "id")),
            new("healthy", item => Read(item, "healthy")),
            new("status", item => Read(item, "status")),
            new("account", item => Read(item, "accountId")),
            new("name", item => Read(item, "accountName"), ColumnFit.Flexible),
            new("workspace", item => Read(item, "workspace"), ColumnFit.Optional),
            new("updated (UTC)", item => ReadTime(item, "updatedAt"), ColumnFit.Optional),
        ],
        "No channels yet.");

    public static ListKind Calls { get; } = new(
        "calls",
        "The calls, the latest first; of one phone by id.",
        "/api/calls",
        [Filters.Status, Filters.Phone, Filters.Since, Filters.Before],
        [
            new("id", item => Read(item, "id")),
            new("time (UTC)", item => ReadTime(item, "createdAt")),
            new("direction", item => Read(item, "direction"), ColumnFit.Optional),
            new("status", item => Read(item, "status")),
            new("phone", item => Read(item, "phoneDigits")),
            new("video", item => Read(item, "isVideo"), ColumnFit.Optional),
            new("conversation", item => Read(item, "conversationId"), ColumnFit.Flexible),
        ],
        "No calls yet.");

    public static ListKind Labels { get; } = new(
        "labels",
        "The labels by which the business sorts its conversations.",
        "/api/labels",
        [],
        [
            new("id", item => Read(item, "id")),
            new("name", item => WithDeleted(item, "name"), ColumnFit.Flexible),
            new("color", item => Read(item, "color"), ColumnFit.Optional),
            new("conversations", item => Read(item, "count"), ColumnFit.Optional),
        ],
        "No labels yet.");

    public static ListKind Referrals { get; } = new(
        "referrals",
        "People who came from an ad, the latest first.",
        "/api/referrals",
        [Filters.Ad, Filters.Since],
        [
            new("time (UTC)", item => ReadTime(item, "at")),
            new("ad", item => Read(item, "adId")),
            new("conversation", item => Read(item, "conversationId")),
            new("phone", item => Read(item, "phoneDigits"), ColumnFit.Optional),
            new("client", item => Read(item, "clientId"), ColumnFit.Optional),
            new("text", item => Read(item, "text"), ColumnFit.Flexible),
        ],
        "No referrals yet.")
    {
        Sample = ["referral.received"],
    };

    public static ListKind FlowExchanges { get; } = new(
        "flow-exchanges",
        "What people typed into a Flow and what they were answered.",
        "/api/flow-exchanges",
        [Filters.Flow with { Description = "Only of this Flow; needed while there are several and no --token." }, Filters.Token],
        [
            new("time (UTC)", item => ReadTime(item, "at")),
            new("token", item => Read(item, "flowToken")),
            new("action", item => Read(item, "action")),
            new("screen", item => Read(item, "screen")),
            new("outcome", item => Read(item, "outcome"), ColumnFit.Optional),
            new("ms", item => Read(item, "milliseconds"), ColumnFit.Optional),
            new("payload", item => Read(item, "payload"), ColumnFit.Flexible),
        ],
        "No exchanges yet.")
    {
        Sample = ["flow", "init"],
    };

    public static ListKind FlowResponses { get; } = new(
        "flow-responses",
        "How far each person came in a Flow.",
        "/api/flow-responses",
        [Filters.Flow, Filters.Status],
        [
            new("token", item => Read(item, "id")),
            new("flow", item => Read(item, "flowName") is { Length: > 0 } name ? name : Read(item, "flowId"), ColumnFit.Flexible),
            new("status", item => Read(item, "status")),
            new("active (UTC)", item => ReadTime(item, "lastActivityAt")),
            new("conversation", item => Read(item, "conversationId"), ColumnFit.Optional),
            new("client", item => Read(item, "clientId"), ColumnFit.Optional),
        ],
        "No responses yet.")
    {
        Sample = ["flow", "init"],
    };

    public static ListKind Events { get; } = new(
        "events",
        "The deliveries as they were accepted, the latest first.",
        "/api/events",
        [Filters.Day, Filters.Event],
        [
            new("time (UTC)", item => ReadTime(item, "timestamp")),
            new("event", item => Read(item, "event")),
            new("resource", item => Read(item, "resourceId"), ColumnFit.Flexible),
            new("id", item => Shorten(Read(item, "id"))),
            new("bytes", item => Read(item, "bytes"), ColumnFit.Optional),
        ],
        "No events yet.")
    {
        Sample = ["--all"],
    };

    public static ListKind DeadLetters { get; } = new(
        "dead-letters",
        "Deliveries that were accepted and could not be understood, stored or handled.",
        "/api/dead-letters",
        [Filters.Day, Filters.Event, Filters.Reason, Filters.Since, Filters.Before, Filters.OlderThan, Filters.State],
        [
            new("id", item => Read(item, "id")),
            new("received (UTC)", item => ReadTime(item, "receivedAt")),
            new("reason", item => Read(item, "reason")),
            new("provider", item => Read(item, "provider"), ColumnFit.Optional),
            new("event", item => Read(item, "event"), ColumnFit.Optional),
            new("attempts", item => Read(item, "attempts"), ColumnFit.Optional),
            new("replays", item => Read(item, "replays"), ColumnFit.Optional),
            new("replayed (UTC)", item => ReadTime(item, "replayedAt"), ColumnFit.Optional),
            new("description", item => Read(item, "description"), ColumnFit.Flexible),
        ],
        "No dead letters.");

    private static string WithDeleted(JsonElement item, string name) =>
        IsTrue(item, "deleted") ? $"{Read(item, name)} (deleted)".TrimStart() : Read(item, name);

    // A delivery without an id has its body's hash: 64 digits that no route takes, so their beginning is enough in a table.
    private static string Shorten(string id) => id.Length > LongestId ? $"{id[..12]}…" : id;
}
