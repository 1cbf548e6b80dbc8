using System.Globalization;
using System.Text.Json;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>Every question that the read API takes about some rows: each route, and each filter with each value that the rows hold.</summary>
internal sealed class ReadQuestions(string workspace, IReadOnlyList<(string Table, TableRow Row)> rows)
{
    private readonly ILookup<string, TableRow> _rows = rows
        .Where(item => ColumnParts.GetText(item.Row, EntityRow.Workspace) == workspace)
        .ToLookup(item => item.Table, item => item.Row);

    /// <summary>The paths and queries.</summary>
    public static IEnumerable<(string Path, string Query)> About(IReadOnlyList<(string Table, TableRow Row)> rows)
    {
        var workspaces = rows.Where(item => item.Row.PartitionKey == DirectoryRows.Workspaces)
            .Select(item => new ReadQuestions(ColumnParts.GetText(item.Row, DirectoryRows.Name)!, rows));
        return OfDeadLetters([.. rows.Where(item => item.Table == TableNames.DeadLetters).Select(item => item.Row)])
            .Append(("/api/conversations", "limit=2"))
            .Append(("/api/channels", "limit=2"))
            .Concat(workspaces.SelectMany(one => one.All()).Select(question => (question.Path, question.Query.TrimStart('&'))));
    }

    private static IEnumerable<(string Path, string Query)> OfDeadLetters(IReadOnlyList<TableRow> rows) =>
        Values("day", rows.Select(row => row.PartitionKey))
        .Concat(Values("event", Texts(rows, EventColumns.Event)))
        .Concat(Values("reason", Texts(rows, DeadLetterColumns.Reason)))
        .Append("&limit=2&bodies=true")
        .Select(query => ("/api/dead-letters", query.TrimStart('&')));

    private IEnumerable<(string Path, string Query)> All() => Lists().Concat(Entities()).Concat(OfConversations())
        .Select(question => (question.Path, $"workspace={Uri.EscapeDataString(workspace)}{question.Query}"));

    private IEnumerable<(string Path, string Query)> Lists()
    {
        var conversations = _rows[TableNames.Conversations].ToList();
        var clients = _rows[TableNames.Clients].ToList();
        var calls = _rows[TableNames.Calls].ToList();
        var referrals = _rows[TableNames.Referrals].ToList();
        var exchanges = _rows[TableNames.FlowExchanges].ToList();
        var responses = _rows[TableNames.FlowResponses].ToList();
        var events = _rows[TableNames.Events].ToList();
        IEnumerable<(string Path, IEnumerable<string> Queries)> lists =
        [
            ("/api/conversations",
            [
                "&limit=2",
                .. Values("phone", Phones()),
                .. Values("kind", Texts(conversations, ConversationFields.Kind.Column)),
                .. Values("status", Texts(conversations, ConversationFields.Status.Column)),
                .. Values("owner", Listed(conversations, ConversationFields.Owners.Column)),
                .. Values("tag", Listed(conversations, ConversationFields.Tags.Column)),
                .. Values("channel", Texts(conversations, ConversationFields.ChannelId.Column)),
                .. Values("platform", Texts(conversations, ConversationFields.Platform.Column)),
                .. Values("since", Times(conversations, ConversationFields.LastActivityAt.Column)),
            ]),
            ("/api/clients",
            [
                "&limit=2",
                .. Values("phone", Phones()),
                .. Values("status", Texts(clients, ClientFields.Status.Column)),
                .. Values("owner", Listed(clients, ClientFields.Owners.Column)),
                .. Values("tag", Listed(clients, ClientFields.Tags.Column)),
            ]),
            ("/api/channels", ["", .. Values("status", Texts(_rows[TableNames.Channels], ChannelFields.Status.Column))]),
            ("/api/calls",
            [
                "&limit=2",
                .. Values("phone", Phones()),
                .. Values("status", Texts(calls, CallFields.Status.Column)),
                .. Values("since", Times(calls, CallFields.CreatedAt.Column)),
                .. Values("before", Times(calls, CallFields.CreatedAt.Column)),
            ]),
            ("/api/labels", [""]),
            ("/api/referrals",
            [
                "&limit=2",
                .. Values("ad", Texts(referrals, ReferralFields.AdId.Column)),
                .. Values("since", Times(referrals, ReferralFields.At.Column)),
            ]),
            ("/api/flow-exchanges",
            [
                "&limit=2",
                .. Values("flow", Texts(exchanges, FlowExchangeColumns.FlowId)),
                .. Values("token", exchanges.Select(row =>
                    ColumnParts.GetText(row, FlowExchangeColumns.FlowToken) ?? $"~{ColumnParts.GetText(row, EntityRow.Id)}")),
            ]),
            ("/api/flow-responses",
            [
                "&limit=2",
                .. Values("flow", Texts(responses, FlowResponseFields.FlowId.Column)),
                .. Values("status", Texts(responses, FlowResponseFields.Status.Column)),
            ]),
            ("/api/events",
            [
                "&limit=9&bodies=true",
                .. Values("event", Texts(events, EventColumns.Event)),
                .. Values("day", events.Select(row => Days.Of(row.GetTime(EventColumns.Timestamp)!.Value))),
            ]),
        ];
        return lists.SelectMany(list => list.Queries.Select(query => (list.Path, query)));
    }

    private IEnumerable<(string Path, string Query)> Entities() =>
        Of(TableNames.Conversations, "conversations")
        .Concat(Of(TableNames.Clients, "clients"))
        .Concat(Of(TableNames.Channels, "channels"))
        .Concat(Of(TableNames.Calls, "calls"))
        .Concat(Of(TableNames.FlowResponses, "flow-responses"));

    private IEnumerable<(string Path, string Query)> Of(string table, string route) =>
        Texts(_rows[table], EntityRow.Id).Select(id => ($"/api/{route}/{Uri.EscapeDataString(id)}", ""));

    private IEnumerable<(string Path, string Query)> OfConversations()
    {
        foreach (var id in Texts(_rows[TableNames.Conversations], EntityRow.Id))
        {
            var happened = _rows[TableNames.ConversationEvents].Where(row => ColumnParts.GetText(row, ConversationEventColumns.ConversationId) == id).ToList();
            var written = _rows[TableNames.Messages].Where(row => ColumnParts.GetText(row, MessageFields.PlacedIn.Column) == id).ToList();
            IEnumerable<(string Path, IEnumerable<string> Queries)> lists =
            [
                ("messages", ["&limit=1", .. Between(written, MessageFields.PlacedAt.Column)]),
                ("events", ["&limit=1", .. Between(happened, EventColumns.Timestamp), .. Values("event", Texts(happened, EventColumns.Event))]),
            ];
            foreach (var (path, query) in lists.SelectMany(list => list.Queries.Select(query => (list.Path, query))))
            {
                yield return ($"/api/conversations/{Uri.EscapeDataString(id)}/{path}", query);
            }
        }
    }

    private static IEnumerable<string> Between(IReadOnlyList<TableRow> rows, string column) =>
        Values("before", Times(rows, column)).Concat(Values("after", Times(rows, column)));

    /// <summary>Those that something has, or had once.</summary>
    private IEnumerable<string> Phones() => rows
        .Where(item => item.Table == TableNames.PhoneIndex && item.Row.PartitionKey.StartsWith(TableKey.Join(workspace, ""), StringComparison.Ordinal))
        .Select(item => item.Row.PartitionKey[(item.Row.PartitionKey.LastIndexOf(TableKey.Separator) + 1)..]);

    private static IEnumerable<string> Texts(IEnumerable<TableRow> rows, string column) => rows.Select(row => ColumnParts.GetText(row, column)).OfType<string>();

    private static IEnumerable<string> Times(IEnumerable<TableRow> rows, string column) =>
        rows.Select(row => row.GetTime(column)?.ToString("O", CultureInfo.InvariantCulture)).OfType<string>();

    private static IEnumerable<string> Listed(IEnumerable<TableRow> rows, string column) => Texts(rows, column)
        .SelectMany(json => JsonElement.Parse(json) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [])
        .Where(element => element.ValueKind == JsonValueKind.String)
        .Select(element => element.GetString()!);

    private static IEnumerable<string> Values(string parameter, IEnumerable<string> values) =>
        values.Where(value => value.Length > 0).Distinct().Select(value => $"&{parameter}={Uri.EscapeDataString(value)}");
}
