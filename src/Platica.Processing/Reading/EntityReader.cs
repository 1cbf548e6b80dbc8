using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Reading;

/// <summary>
/// Reads state rows, and finds them through the insert-only indexes. An index row that the state does not confirm (the message moved, the
/// conversation was active again since, the client has another phone) is left out: there is a newer one.
/// </summary>
internal sealed class EntityReader(ITableStore store)
{
    /// <summary>The character after the separator of keys: nothing that begins with a key and the separator comes after it.</summary>
    private const char PastSeparator = (char)(TableKey.Separator + 1);

    private readonly RangeReader _ranges = new(store);

    /// <summary>The row of an entity, or null.</summary>
    public Task<TableRow?> GetAsync(EntityTable table, string workspace, string id, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = table.KeyOf(workspace, id);
        return store.GetAsync(table.Name, partitionKey, rowKey, cancellationToken);
    }

    /// <summary>The entities of a table whose partitions are workspaces, in the order of their ids.</summary>
    public Task<Page> ListAsync(EntityTable table, string workspace, RowFilter filter, ReadParameters parameters, CancellationToken cancellationToken) =>
        _ranges.ReadAsync(new(table.Name, TableKey.Escape(workspace), parameters.Limit, parameters.Continuation), filter.Pass, cancellationToken);

    /// <summary>The entities that have a phone, in the order of their ids.</summary>
    public Task<Page> ListByPhoneAsync(
        EntityTable table, string kind, string workspace, string digits, RowFilter filter, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var range = new TableQuery(
            TableNames.PhoneIndex,
            PhoneIndex.Partition(workspace, digits),
            parameters.Limit,
            parameters.Continuation ?? $"{kind}{TableKey.Separator}",
            $"{kind}{PastSeparator}");
        var ofPhone = new RowFilter().Text(ConversationFields.PhoneDigits.Column, digits);
        return _ranges.ReadAsync(range, ResolveAsync, cancellationToken);

        async Task<TableRow?> ResolveAsync(TableRow index)
        {
            var row = await GetAsync(table, workspace, ColumnParts.GetText(index, PhoneIndex.EntityId)!, cancellationToken).ConfigureAwait(false);
            return row is not null && ofPhone.Accepts(row) && filter.Accepts(row) ? row : null;
        }
    }

    /// <summary>Conversations, those that were active last first.</summary>
    public Task<Page> ListConversationsAsync(
        string workspace, DateTimeOffset? since, RowFilter filter, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var range = new TableQuery(
            TableNames.Activity,
            TableKey.Escape(workspace),
            parameters.Limit,
            parameters.Continuation,
            since is { } time ? TableKey.Descending(Activity.QuarterOf(time).AddTicks(-1)) : null);
        return _ranges.ReadAsync(range, ResolveAsync, cancellationToken);

        async Task<TableRow?> ResolveAsync(TableRow index)
        {
            var id = ColumnParts.GetText(index, Activity.ConversationId)!;
            var row = await GetAsync(EntityTable.Conversations, workspace, id, cancellationToken).ConfigureAwait(false);
            var confirmed = row?.GetTime(ConversationFields.LastActivityAt.Column) is { } activeAt
                && Activity.QuarterOf(activeAt) == TableKey.FromDescending(index.RowKey);
            return confirmed && filter.Accepts(row!) ? row : null;
        }
    }

    /// <summary>Calls, the newest first.</summary>
    public Task<Page> ListCallsAsync(
        string workspace, RowFilter filter, ReadParameters parameters, CancellationToken cancellationToken)
    {
        return _ranges.ReadAsync(Between(TableNames.CallLog, TableKey.Escape(workspace), parameters), ResolveAsync, cancellationToken);

        async Task<TableRow?> ResolveAsync(TableRow index)
        {
            var row = await GetAsync(EntityTable.Calls, workspace, ColumnParts.GetText(index, CallLog.CallId)!, cancellationToken).ConfigureAwait(false);
            var confirmed = row?.GetTime(CallFields.CreatedAt.Column) == TableKey.FromDescending(index.RowKey);
            return confirmed && filter.Accepts(row!) ? row : null;
        }
    }

    /// <summary>A conversation's messages, the newest first.</summary>
    public Task<Page> ListMessagesAsync(string workspace, string conversation, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var range = Between(TableNames.Timeline, Timeline.Partition(workspace, conversation), parameters);
        return _ranges.ReadAsync(range, ResolveAsync, cancellationToken);

        async Task<TableRow?> ResolveAsync(TableRow index)
        {
            var id = ColumnParts.GetText(index, Timeline.MessageId)!;
            var row = await GetAsync(EntityTable.Messages, workspace, id, cancellationToken).ConfigureAwait(false);
            var confirmed = row is not null && ColumnParts.GetText(row, MessageFields.PlacedIn.Column) == conversation
                && row.GetTime(MessageFields.PlacedAt.Column) == TableKey.FromDescending(index.RowKey);
            return confirmed ? row : null;
        }
    }

    /// <summary>Rows that are shown as they are, the newest first, within the times asked for.</summary>
    public Task<Page> ListRowsAsync(string table, string partition, RowFilter filter, ReadParameters parameters, CancellationToken cancellationToken) =>
        _ranges.ReadAsync(Between(table, partition, parameters), filter.Pass, cancellationToken);

    /// <summary>Rows that are shown as they are, in the order of their keys.</summary>
    public Task<Page> ListOldestFirstAsync(string table, string partition, RowFilter filter, ReadParameters parameters, CancellationToken cancellationToken) =>
        _ranges.ReadAsync(new(table, partition, parameters.Limit, parameters.Continuation), filter.Pass, cancellationToken);

    /// <summary><c>before</c> and <c>after</c> are left out themselves, <c>since</c> is not. Row keys count time backwards.</summary>
    private static TableQuery Between(string table, string partition, ReadParameters parameters)
    {
        var start = parameters.Time("before") is { } before ? TableKey.Descending(before) + PastSeparator : null;
        var end = parameters.Time("after") is { } after ? TableKey.Descending(after)
            : parameters.Time("since") is { } since ? TableKey.Descending(since.AddTicks(-1))
            : null;
        return new(table, partition, parameters.Limit, Later(parameters.Continuation, start), end);
    }

    private static string? Later(string? left, string? right) => string.CompareOrdinal(left, right) >= 0 ? left : right;
}
