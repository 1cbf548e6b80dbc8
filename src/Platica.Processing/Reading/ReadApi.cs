using System.Text.Json;
using Platica.Processing.Archive;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Reading;

/// <summary>The read API: every route under <c>/api</c> but webhooks and health. Hosts decide who may call; everything else is here.</summary>
public sealed class ReadApi(ITableStore store, IBodyStore bodies, TimeProvider clock)
{
    private const string Routes = "/api/conversations[/{id}[/messages|/events]], /api/clients[/{id}], /api/channels[/{id}], /api/calls[/{id}], /api/labels, "
        + "/api/referrals, /api/flow-exchanges, /api/flow-responses[/{token}], /api/events, /api/dead-letters[/{id}]";

    private readonly EntityReader _entities = new(store);
    private readonly WorkspaceReader _workspaces = new(store);
    private readonly DayReader _days = new(store);
    private readonly DeadLetterReader _deadLetters = new(store);

    /// <summary>Answers a GET.</summary>
    /// <param name="path">The path as it stands in the URL, still percent-encoded, so that ids may hold any character.</param>
    /// <param name="query">The part after the question mark, still percent-encoded; may be empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ReadAnswer> GetAsync(string path, string query, CancellationToken cancellationToken)
    {
        try
        {
            var parameters = ReadParameters.Parse(query);
            string[] segments = [.. path.Trim('/').Split('/').Select(Uri.UnescapeDataString)];
            return segments switch
            {
                ["api", "dead-letters"] =>
                    await DeadLettersAsync(parameters.Only(DeadLetterSelection.QueryParameters), cancellationToken).ConfigureAwait(false),
                ["api", "channels"] => await ChannelsAsync(parameters.Only("status"), cancellationToken).ConfigureAwait(false),
                ["api", "dead-letters", var id] => await DeadLetterAsync(id, parameters.Only("bodies"), cancellationToken).ConfigureAwait(false),
                _ => await InWorkspaceAsync(segments, parameters, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (ReadProblemException problem)
        {
            return problem.Answer;
        }
    }

    private async Task<ReadAnswer> InWorkspaceAsync(string[] segments, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var read = Route(segments, parameters) ?? throw new ReadProblemException(404, "No such route", $"Routes are {Routes}.");
        return await _workspaces.FindAsync(parameters, cancellationToken).ConfigureAwait(false) is { } workspace
            ? await read(workspace, cancellationToken).ConfigureAwait(false)
            : NothingYet(segments);
    }

    private Func<string, CancellationToken, Task<ReadAnswer>>? Route(string[] segments, ReadParameters parameters) => segments switch
    {
        ["api", "conversations"] => ConversationsOf(parameters.Only("kind", "status", "owner", "tag", "channel", "platform", "phone", "since")),
        ["api", "conversations", var id] => OneOf(EntityTable.Conversations, id, parameters),
        ["api", "conversations", var id, "messages"] => MessagesOf(id, parameters.Only("before", "after")),
        ["api", "conversations", var id, "events"] => ConversationEventsOf(id, parameters.Only("before", "after", "event")),
        ["api", "clients"] => ClientsOf(parameters.Only("status", "owner", "tag", "phone")),
        ["api", "clients", var id] => OneOf(EntityTable.Clients, id, parameters),
        ["api", "channels", var id] => OneOf(EntityTable.Channels, id, parameters),
        ["api", "calls"] => CallsOf(parameters.Only("status", "phone", "since", "before")),
        ["api", "calls", var id] => OneOf(EntityTable.Calls, id, parameters),
        ["api", "labels"] => LabelsOf(parameters.Only()),
        ["api", "referrals"] => ReferralsOf(parameters.Only("ad", "since")),
        ["api", "flow-exchanges"] => FlowExchangesOf(parameters.Only("flow", "token")),
        ["api", "flow-responses"] => FlowResponsesOf(parameters.Only("flow", "status")),
        ["api", "flow-responses", var token] => OneOf(EntityTable.FlowResponses, token, parameters),
        ["api", "events"] => EventsOf(parameters.Only("day", "event", "bodies")),
        _ => null,
    };

    private Func<string, CancellationToken, Task<ReadAnswer>> ConversationsOf(ReadParameters parameters)
    {
        var since = parameters.Time("since");
        var digits = parameters.Digits;
        var filter = new RowFilter()
            .Text(ConversationFields.Kind.Column, parameters.Text("kind"))
            .Text(ConversationFields.Status.Column, parameters.Text("status"))
            .Listed(ConversationFields.Owners, parameters.Text("owner"))
            .Listed(ConversationFields.Tags, parameters.Text("tag"))
            .Text(ConversationFields.ChannelId.Column, parameters.Text("channel"))
            .Text(ConversationFields.Platform.Column, parameters.Text("platform"))
            .Since(ConversationFields.LastActivityAt.Column, since);
        return async (workspace, token) => List(ConversationFields.All, digits is null
            ? await _entities.ListConversationsAsync(workspace, since, filter, parameters, token).ConfigureAwait(false)
            : await _entities.ListByPhoneAsync(EntityTable.Conversations, PhoneIndex.Conversation, workspace, digits, filter, parameters, token).ConfigureAwait(false));
    }

    private Func<string, CancellationToken, Task<ReadAnswer>> ClientsOf(ReadParameters parameters)
    {
        var digits = parameters.Digits;
        var filter = new RowFilter()
            .Text(ClientFields.Status.Column, parameters.Text("status"))
            .Listed(ClientFields.Owners, parameters.Text("owner"))
            .Listed(ClientFields.Tags, parameters.Text("tag"));
        return async (workspace, token) => List(ClientFields.All, digits is null
            ? await _entities.ListAsync(EntityTable.Clients, workspace, filter, parameters, token).ConfigureAwait(false)
            : await _entities.ListByPhoneAsync(EntityTable.Clients, PhoneIndex.Client, workspace, digits, filter, parameters, token).ConfigureAwait(false));
    }

    private Func<string, CancellationToken, Task<ReadAnswer>> CallsOf(ReadParameters parameters)
    {
        var digits = parameters.Digits;
        var filter = new RowFilter()
            .Text(CallFields.Status.Column, parameters.Text("status"))
            .Since(CallFields.CreatedAt.Column, parameters.Time("since"))
            .Before(CallFields.CreatedAt.Column, parameters.Time("before"));
        return async (workspace, token) => List(CallFields.All, digits is null
            ? await _entities.ListCallsAsync(workspace, filter, parameters, token).ConfigureAwait(false)
            : await _entities.ListByPhoneAsync(EntityTable.Calls, PhoneIndex.Call, workspace, digits, filter, parameters, token).ConfigureAwait(false));
    }

    private Func<string, CancellationToken, Task<ReadAnswer>> LabelsOf(ReadParameters parameters) => async (workspace, token) =>
        List(LabelFields.All, await _entities.ListAsync(EntityTable.Labels, workspace, new(), parameters, token).ConfigureAwait(false));

    private Func<string, CancellationToken, Task<ReadAnswer>> MessagesOf(string conversation, ReadParameters parameters) => async (workspace, token) =>
        List(MessageFields.All, await _entities.ListMessagesAsync(workspace, conversation, parameters, token).ConfigureAwait(false));

    private Func<string, CancellationToken, Task<ReadAnswer>> ConversationEventsOf(string conversation, ReadParameters parameters)
    {
        var filter = new RowFilter().Text(EventColumns.Event, parameters.Text("event"));
        return async (workspace, token) => List(RowViews.ConversationEvents, await _entities.ListRowsAsync(
            TableNames.ConversationEvents, ConversationEventColumns.Partition(workspace, conversation), filter, parameters, token).ConfigureAwait(false));
    }

    private Func<string, CancellationToken, Task<ReadAnswer>> ReferralsOf(ReadParameters parameters)
    {
        var ad = parameters.Text("ad");
        return async (workspace, token) => List(ReferralFields.All, await _entities.ListRowsAsync(
            TableNames.Referrals, ad is null ? ReferralKeys.OfWorkspace(workspace) : ReferralKeys.OfAd(workspace, ad), new RowFilter(), parameters, token).ConfigureAwait(false));
    }

    private Func<string, CancellationToken, Task<ReadAnswer>> FlowExchangesOf(ReadParameters parameters)
    {
        var flow = parameters.Text("flow");
        if (parameters.Text("token") is { } flowToken)
        {
            var filter = new RowFilter().Text(FlowExchangeColumns.FlowId, flow);
            return async (workspace, token) => List(RowViews.FlowExchanges, await _entities.ListOldestFirstAsync(
                TableNames.FlowExchanges, FlowExchangeColumns.ByToken(workspace, flowToken), filter, parameters, token).ConfigureAwait(false));
        }

        return async (workspace, token) => (flow ?? await OnlyFlowAsync(workspace, token).ConfigureAwait(false)) is { } flowId
            ? List(RowViews.FlowExchanges, await _entities.ListRowsAsync(
                TableNames.FlowExchanges, FlowExchangeColumns.ByFlow(workspace, flowId), new RowFilter(), parameters, token).ConfigureAwait(false))
            : EmptyList();
    }

    private Func<string, CancellationToken, Task<ReadAnswer>> FlowResponsesOf(ReadParameters parameters)
    {
        var filter = new RowFilter()
            .Text(FlowResponseFields.FlowId.Column, parameters.Text("flow"))
            .Text(FlowResponseFields.Status.Column, parameters.Text("status"));
        return async (workspace, token) => List(
            FlowResponseFields.All, await _entities.ListAsync(EntityTable.FlowResponses, workspace, filter, parameters, token).ConfigureAwait(false));
    }

    private Func<string, CancellationToken, Task<ReadAnswer>> EventsOf(ReadParameters parameters)
    {
        var filter = new RowFilter().Text(EventColumns.Event, parameters.Text("event"));
        return async (workspace, token) =>
        {
            var page = await _days.ListAsync(
                TableNames.Events, DirectoryRows.EventDays(workspace), day => TableKey.Join(workspace, day), filter, new(parameters.Day), parameters.Limit, parameters.Continuation, token).ConfigureAwait(false);
            return await DeliveriesAsync(
                page, (writer, row, body) => RowJson.Write(writer, row, RowViews.Events, body), parameters, token).ConfigureAwait(false);
        };
    }

    private Func<string, CancellationToken, Task<ReadAnswer>> OneOf(EntityTable table, string id, ReadParameters parameters)
    {
        parameters.Only();
        return async (workspace, token) => await _entities.GetAsync(table, workspace, id, token).ConfigureAwait(false) is { } row
            ? ReadAnswer.Ok(RowJson.Document(writer => RowJson.Write(writer, row, table.Fields)))
            : NotFound();
    }

    /// <summary>Each channel may be a workspace of its own, so that whoever asks how they all are is not asked which workspace.</summary>
    private async Task<ReadAnswer> ChannelsAsync(ReadParameters parameters, CancellationToken cancellationToken)
    {
        var filter = new RowFilter().Text(ChannelFields.Status.Column, parameters.Text("status"));
        if (parameters.Workspace is null)
        {
            return List(ChannelFields.All, await _workspaces.ListAsync(EntityTable.Channels, filter, parameters, cancellationToken).ConfigureAwait(false));
        }

        var workspace = await _workspaces.FindAsync(parameters, cancellationToken).ConfigureAwait(false);
        return List(ChannelFields.All, await _entities.ListAsync(EntityTable.Channels, workspace!, filter, parameters, cancellationToken).ConfigureAwait(false));
    }

    private async Task<ReadAnswer> DeadLettersAsync(ReadParameters parameters, CancellationToken cancellationToken)
    {
        var page = await _deadLetters.ListAsync(
            DeadLetterSelection.Of(parameters, clock), parameters.Limit, parameters.Continuation, cancellationToken).ConfigureAwait(false);
        return await DeliveriesAsync(page, RowJson.WriteDeadLetter, parameters, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadAnswer> DeadLetterAsync(string id, ReadParameters parameters, CancellationToken cancellationToken)
    {
        if (await _deadLetters.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return NotFound();
        }

        var body = await BodyAsync(row, parameters, cancellationToken).ConfigureAwait(false);
        return ReadAnswer.Ok(RowJson.Document(writer => RowJson.WriteDeadLetter(writer, row, body)));
    }

    private async Task<ReadAnswer> DeliveriesAsync(
        Page page, Action<Utf8JsonWriter, TableRow, ReadOnlyMemory<byte>?> write, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var items = new List<Action<Utf8JsonWriter>>(page.Rows.Count);
        foreach (var row in page.Rows)
        {
            var body = await BodyAsync(row, parameters, cancellationToken).ConfigureAwait(false);
            items.Add(writer => write(writer, row, body));
        }

        return ReadAnswer.Ok(RowJson.List(items, ReadParameters.Continue(page.After)));
    }

    private async Task<ReadOnlyMemory<byte>?> BodyAsync(TableRow row, ReadParameters parameters, CancellationToken cancellationToken) =>
        parameters.WithBodies ? await BodyColumns.ReadBodyAsync(row, bodies, cancellationToken).ConfigureAwait(false) : null;

    private async Task<string?> OnlyFlowAsync(string workspace, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(
            new(TableNames.Directory, DirectoryRows.Flows(workspace), TableLimits.PageRows), cancellationToken).ConfigureAwait(false);
        var names = rows.Select(row => ColumnParts.GetText(row, DirectoryRows.Name)).ToList();
        return names.Count <= 1 ? names.Find(_ => true) : throw new ReadProblemException(
            400, "Which Flow?", $"There are several Flows; add ?flow= with one of: {string.Join(", ", names)}.");
    }

    private static ReadAnswer List(FieldCatalog fields, Page page) => ReadAnswer.Ok(RowJson.List(
        page.Rows.Select(row => (Action<Utf8JsonWriter>)(writer => RowJson.Write(writer, row, fields))), ReadParameters.Continue(page.After)));

    private static ReadAnswer NothingYet(string[] segments) => segments is ["api", "conversations" or "clients" or "channels" or "calls" or "flow-responses", _] ? NotFound() : EmptyList();

    private static ReadAnswer EmptyList() => ReadAnswer.Ok(RowJson.List([], null));

    private static ReadAnswer NotFound() => ReadAnswer.Problem(404, "Not found", "Nothing has this id here. Ids are percent-encoded in the URL.");
}
