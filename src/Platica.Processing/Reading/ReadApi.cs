using System.Text.Json;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Reading;

/// <summary>
/// The read API: <c>/api/conversations</c>, <c>/api/clients</c>, <c>/api/events</c>, <c>/api/dead-letters</c> and what is below them.
/// Hosts decide who may call; everything else is here.
/// </summary>
public sealed class ReadApi(ITableStore store, IBodyStore bodies)
{
    private readonly EntityReader _entities = new(store);
    private readonly DayReader _days = new(store);

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
            var segments = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
            return segments switch
            {
                ["api", "conversations"] => await ConversationsAsync(parameters, cancellationToken).ConfigureAwait(false),
                ["api", "conversations", var id] => await OneAsync(EntityTable.Conversations, "conversation", id, parameters, cancellationToken).ConfigureAwait(false),
                ["api", "conversations", var id, "messages"] => await MessagesAsync(id, parameters, cancellationToken).ConfigureAwait(false),
                ["api", "clients"] => await ClientsAsync(parameters, cancellationToken).ConfigureAwait(false),
                ["api", "clients", var id] => await OneAsync(EntityTable.Clients, "client", id, parameters, cancellationToken).ConfigureAwait(false),
                ["api", "events"] => await EventsAsync(parameters, cancellationToken).ConfigureAwait(false),
                ["api", "dead-letters"] => await DeadLettersAsync(parameters, cancellationToken).ConfigureAwait(false),
                _ => ReadAnswer.Problem(
                    404, "No such route", "Routes are /api/conversations[/{id}[/messages]], /api/clients[/{id}], /api/events and /api/dead-letters."),
            };
        }
        catch (ReadProblemException problem)
        {
            return problem.Answer;
        }
    }

    private async Task<ReadAnswer> ConversationsAsync(ReadParameters parameters, CancellationToken cancellationToken) =>
        await WorkspaceAsync(parameters, cancellationToken).ConfigureAwait(false) is { } workspace
            ? Entities(await _entities.ListConversationsAsync(workspace, parameters, cancellationToken).ConfigureAwait(false), ConversationFields.All)
            : Empty();

    private async Task<ReadAnswer> ClientsAsync(ReadParameters parameters, CancellationToken cancellationToken) =>
        await WorkspaceAsync(parameters, cancellationToken).ConfigureAwait(false) is { } workspace
            ? Entities(await _entities.ListClientsAsync(workspace, parameters, cancellationToken).ConfigureAwait(false), ClientFields.All)
            : Empty();

    private async Task<ReadAnswer> MessagesAsync(string conversation, ReadParameters parameters, CancellationToken cancellationToken) =>
        await WorkspaceAsync(parameters, cancellationToken).ConfigureAwait(false) is { } workspace
            ? Entities(await _entities.ListMessagesAsync(workspace, conversation, parameters, cancellationToken).ConfigureAwait(false), MessageFields.All)
            : Empty();

    private async Task<ReadAnswer> OneAsync(EntityTable table, string kind, string id, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var row = await WorkspaceAsync(parameters, cancellationToken).ConfigureAwait(false) is { } workspace
            ? await _entities.GetAsync(table, workspace, id, cancellationToken).ConfigureAwait(false)
            : null;
        return row is null
            ? ReadAnswer.Problem(404, "Not found", $"There is no {kind} with this id. Ids are percent-encoded in the URL.")
            : ReadAnswer.Ok(RowJson.Document(writer => RowJson.WriteEntity(writer, row, table.Fields)));
    }

    private async Task<ReadAnswer> EventsAsync(ReadParameters parameters, CancellationToken cancellationToken)
    {
        if (await WorkspaceAsync(parameters, cancellationToken).ConfigureAwait(false) is not { } workspace)
        {
            return Empty();
        }

        var page = await _days.ListAsync(
            TableNames.Events, DirectoryRows.EventDays(workspace), day => TableKey.Join(workspace, day), parameters, cancellationToken).ConfigureAwait(false);
        return await DeliveriesAsync(page, RowJson.WriteEvent, parameters, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadAnswer> DeadLettersAsync(ReadParameters parameters, CancellationToken cancellationToken)
    {
        var page = await _days.ListAsync(
            TableNames.DeadLetters, DirectoryRows.DeadLetterDays, day => day, parameters, cancellationToken).ConfigureAwait(false);
        return await DeliveriesAsync(page, RowJson.WriteDeadLetter, parameters, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadAnswer> DeliveriesAsync(
        EntityReader.Page page, Action<Utf8JsonWriter, TableRow, ReadOnlyMemory<byte>?> write, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var items = new List<Action<Utf8JsonWriter>>(page.Rows.Count);
        foreach (var row in page.Rows)
        {
            var body = parameters.WithBodies ? await BodyColumns.ReadBodyAsync(row, bodies, cancellationToken).ConfigureAwait(false) : null;
            items.Add(writer => write(writer, row, body));
        }

        return ReadAnswer.Ok(RowJson.List(items, page.Continuation));
    }

    /// <summary>The workspace asked for; without one, the only one there is, or null while there is none.</summary>
    private async Task<string?> WorkspaceAsync(ReadParameters parameters, CancellationToken cancellationToken)
    {
        if (parameters.Workspace is { } asked)
        {
            return asked;
        }

        var rows = await store.QueryAsync(new(TableNames.Directory, DirectoryRows.Workspaces, TableLimits.PageRows), cancellationToken).ConfigureAwait(false);
        return rows.Count <= 1 ? (rows.Count == 0 ? null : ColumnParts.GetText(rows[0], DirectoryRows.Name)) : throw new ReadProblemException(
            400,
            "Which workspace?",
            $"There are several workspaces; add ?workspace= with one of: {string.Join(", ", rows.Select(row => ColumnParts.GetText(row, DirectoryRows.Name)))}.");
    }

    private static ReadAnswer Entities(EntityReader.Page page, FieldCatalog fields) => ReadAnswer.Ok(RowJson.List(
        page.Rows.Select(row => (Action<Utf8JsonWriter>)(writer => RowJson.WriteEntity(writer, row, fields))), page.Continuation));

    private static ReadAnswer Empty() => ReadAnswer.Ok(RowJson.List([], null));
}
