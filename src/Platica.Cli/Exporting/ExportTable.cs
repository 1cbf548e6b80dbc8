using System.Text.Json;
using Platica.Cli.Commands;
using Platica.Webhooks.Fields;

namespace Platica.Cli.Exporting;

/// <summary>A table that can be exported.</summary>
/// <param name="Kind">Its list.</param>
/// <param name="Columns">The columns of a CSV, before <c>extra</c>, which is always the last.</param>
internal sealed record ExportTable(ListKind Kind, IReadOnlyList<string> Columns)
{
    /// <summary>Where every conversation has a list of its own: the conversations.</summary>
    public ListKind? Within { get; private init; }

    /// <summary>Whether the items can come with the raw deliveries.</summary>
    public bool HasBodies { get; private init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExportTable> All { get; } =
    [
        new(ListKinds.Conversations, Of(ConversationFields.All)),
        new(ListKinds.Messages, Of(MessageFields.All)) { Within = ListKinds.Conversations },
        new(ListKinds.ConversationEvents, ["workspace", "provider", "id", "conversationId", "event", "timestamp", "source", "changes"])
        {
            Within = ListKinds.Conversations,
        },
        new(ListKinds.Clients, Of(ClientFields.All)),
        new(ListKinds.Channels, Of(ChannelFields.All)),
        new(ListKinds.Calls, Of(CallFields.All)),
        new(ListKinds.Labels, Of(LabelFields.All)),
        new(ListKinds.Referrals,
        [
            "workspace", "provider", "id", "at", "adId", "clickId", "text", "context", "channelId", "phoneDigits", "conversationId", "clientId",
        ]),
        new(ListKinds.FlowExchanges,
        [
            "workspace", "provider", "id", "at", "flowToken", "flowId", "flowName", "action", "screen", "payload", "answer", "outcome", "milliseconds",
            "clientId", "conversationId",
        ]),
        new(ListKinds.FlowResponses,
        [
            "workspace", "provider", "id", "flowId", "flowName", "status", "sentAt", "openedAt", "lastActivityAt", "completedAt", "expiresAt",
            "clientId", "conversationId", "messageId", "campaignId", "agentId", "channelId", "wabaId", "flowStatus", "categories",
            "dataApiVersion", "endpointUri", "jsonVersion", "flowCreatedAt", "flowUpdatedAt", "flowSyncedAt", "flowExtra",
        ]),
        new(ListKinds.Events,
        [
            "workspace", "provider", "id", "event", "timestamp", "receivedAt", "resourceType", "resourceId", "source", "webhookId", "bytes",
        ])
        {
            HasBodies = true,
        },
        new(ListKinds.DeadLetters,
        [
            "workspace", "provider", "id", "eventId", "reason", "description", "attempts", "firstSeenAt", "lastSeenAt", "replays", "replayedAt", "event",
            "receivedAt", "webhookId", "bytes",
        ])
        {
            HasBodies = true,
        },
    ];

    private static string[] Of(FieldCatalog fields) =>
    [
        "workspace",
        "provider",
        "id",
        .. fields.Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Column)).Where(name => name != RowFormat.Extra),
    ];
}
