using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Reading;

/// <summary>Reads conversations, messages and clients.</summary>
internal sealed class EntityReader(ITableStore store)
{
    private const int ReadsAtOnce = 16;

    /// <summary>The row of an entity, or null.</summary>
    public Task<TableRow?> GetAsync(EntityTable table, string workspace, string id, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = table.KeyOf(workspace, id);
        return store.GetAsync(table.Name, partitionKey, rowKey, cancellationToken);
    }

    /// <summary>Clients in the order of their ids.</summary>
    public async Task<Page> ListClientsAsync(string workspace, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var query = new TableQuery(TableNames.Clients, TableKey.Escape(workspace), parameters.Limit + 1, parameters.Continuation);
        var rows = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return rows.Count <= parameters.Limit
            ? new([.. rows], null)
            : new([.. rows.Take(parameters.Limit)], ReadParameters.Continue(rows[parameters.Limit - 1].RowKey));
    }

    /// <summary>Conversations, those that were active last first.</summary>
    public Task<Page> ListConversationsAsync(string workspace, ReadParameters parameters, CancellationToken cancellationToken) =>
        FollowAsync(
            TableNames.Activity,
            TableKey.Escape(workspace),
            parameters,
            index => GetAsync(EntityTable.Conversations, workspace, ColumnParts.GetText(index, Activity.ConversationId)!, cancellationToken),
            static (index, conversation) => conversation.GetTime(ConversationFields.LastActivityAt.Column) is { } activeAt
                && Activity.QuarterOf(activeAt) == TableKey.FromDescending(index.RowKey),
            cancellationToken);

    /// <summary>A conversation's messages, the newest first.</summary>
    public Task<Page> ListMessagesAsync(string workspace, string conversation, ReadParameters parameters, CancellationToken cancellationToken) =>
        FollowAsync(
            TableNames.Timeline,
            Timeline.Partition(workspace, conversation),
            parameters,
            index => GetAsync(EntityTable.Messages, workspace, ColumnParts.GetText(index, Timeline.MessageId)!, cancellationToken),
            (index, message) => ColumnParts.GetText(message, MessageFields.ConversationId.Column) == conversation
                && message.GetTime(MessageFields.CreatedAt.Column) == TableKey.FromDescending(index.RowKey),
            cancellationToken);

    /// <summary>
    /// Follows an insert-only index to the state it points to. An index row that the state does not confirm (the message moved, the
    /// conversation was active again since) is skipped: a newer one exists.
    /// </summary>
    private async Task<Page> FollowAsync(
        string table,
        string partition,
        ReadParameters parameters,
        Func<TableRow, Task<TableRow?>> read,
        Func<TableRow, TableRow, bool> confirms,
        CancellationToken cancellationToken)
    {
        var found = new List<TableRow>();
        var after = parameters.Continuation;
        while (true)
        {
            var take = Math.Min(TableLimits.PageRows, Math.Max(parameters.Limit - found.Count, ReadsAtOnce) + 1);
            var index = await store.QueryAsync(new(table, partition, take, after), cancellationToken).ConfigureAwait(false);
            foreach (var chunk in index.Chunk(ReadsAtOnce))
            {
                var rows = await Task.WhenAll(chunk.Select(read)).ConfigureAwait(false);
                foreach (var (entry, row) in chunk.Zip(rows))
                {
                    if (found.Count == parameters.Limit)
                    {
                        return new(found, ReadParameters.Continue(after!));
                    }

                    after = entry.RowKey;
                    if (row is not null && confirms(entry, row))
                    {
                        found.Add(row);
                    }
                }
            }

            if (index.Count < take)
            {
                return new(found, null);
            }
        }
    }

    /// <summary>Rows, and where the next page begins.</summary>
    internal sealed record Page(IReadOnlyList<TableRow> Rows, string? Continuation);
}
