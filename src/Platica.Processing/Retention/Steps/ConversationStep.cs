using System.Runtime.CompilerServices;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Retention.Steps;

/// <summary>
/// Removes old messages and events of every conversation, and conversations that were long not active, with all that is in them. What leads to a
/// row goes after it: the message before its place, the conversation last.
/// </summary>
internal sealed class ConversationStep(ITableStore store, RetentionOptions options) : IRetentionStep
{
    private const char Separator = '\n';
    private const int ConversationsAtOnce = 16;

    private readonly RowScan _scan = new(store);
    private readonly ConversationParts _parts = new(store);

    /// <inheritdoc/>
    public string Name => "conversations";

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(
        RetentionWork work, string workspace, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var partition = TableKey.Escape(workspace);
        var (begun, table, row) = after?.Split(Separator) is [var key, var part, var within] ? (key, part, within) : (after, null, null);
        if (table is not null && await store.GetAsync(TableNames.Conversations, partition, begun!, cancellationToken).ConfigureAwait(false) is { } half)
        {
            await foreach (var position in OfConversationAsync(work, workspace, half, table, row, cancellationToken).ConfigureAwait(false))
            {
                yield return position;
            }
        }

        await foreach (var page in _scan.ReadAsync(TableNames.Conversations, partition, begun, cancellationToken).ConfigureAwait(false))
        {
            foreach (var conversation in await ExpiredAsync(work, workspace, page.Rows, cancellationToken).ConfigureAwait(false))
            {
                await foreach (var position in OfConversationAsync(work, workspace, conversation, null, null, cancellationToken).ConfigureAwait(false))
                {
                    yield return position;
                }
            }

            yield return page.After;
        }
    }

    /// <summary>Of most conversations nothing is too old since the last walk; finding that out costs a query or two.</summary>
    private async Task<IReadOnlyList<TableRow>> ExpiredAsync(
        RetentionWork work, string workspace, IReadOnlyList<TableRow> conversations, CancellationToken cancellationToken)
    {
        var expired = new bool[conversations.Count];
        await Bounded.ForEachAsync(
            conversations.Index(),
            ConversationsAtOnce,
            async item => expired[item.Index] = IsExpired(work, item.Item)
                || await HasExpiredAsync(work, workspace, item.Item, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. conversations.Where((_, index) => expired[index])];
    }

    private async Task<bool> HasExpiredAsync(RetentionWork work, string workspace, TableRow conversation, CancellationToken cancellationToken)
    {
        foreach (var (table, newest) in Parts(work, conversation))
        {
            var query = new TableQuery(table, PartitionOf(workspace, conversation), 1, newest);
            if ((await store.QueryAsync(query, cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private async IAsyncEnumerable<string> OfConversationAsync(
        RetentionWork work, string workspace, TableRow conversation, string? table, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (part, newest) in Parts(work, conversation).SkipWhile(part => table is not null && part.Table != table))
        {
            var from = part == table ? after : newest;
            await foreach (var page in _scan.ReadAsync(part, PartitionOf(workspace, conversation), from, cancellationToken).ConfigureAwait(false))
            {
                await RetentionWork.ForEachAsync(page.Rows, row => _parts.RemoveAsync(work, workspace, IdOf(conversation), part, row, cancellationToken)).ConfigureAwait(false);
                yield return string.Join(Separator, conversation.RowKey, part, page.After);
            }
        }

        if (IsExpired(work, conversation))
        {
            await RemoveAsync(work, workspace, conversation, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What is in a conversation, and the key behind which it is too old.</summary>
    private IEnumerable<(string Table, string Newest)> Parts(RetentionWork work, TableRow conversation)
    {
        // Nothing in a conversation is newer than its last activity.
        var whole = IsExpired(work, conversation) ? options.Conversations : null;
        if (Shorter(options.Messages, whole) is { } messages)
        {
            yield return (TableNames.Timeline, TableKey.Descending(work.Cutoff(messages)));
        }

        if (Shorter(options.ConversationEvents, whole) is { } events)
        {
            yield return (TableNames.ConversationEvents, TableKey.Descending(work.Cutoff(events)));
        }
    }

    /// <summary>A conversation that was active meanwhile stays, and so does one that leads to messages still.</summary>
    private async Task RemoveAsync(RetentionWork work, string workspace, TableRow conversation, CancellationToken cancellationToken)
    {
        var latest = await store.GetAsync(TableNames.Conversations, conversation.PartitionKey, conversation.RowKey, cancellationToken).ConfigureAwait(false);
        if (latest is null || !IsExpired(work, latest) || (!work.IsDryRun && await HasMessagesAsync(workspace, latest, cancellationToken).ConfigureAwait(false)))
        {
            return;
        }

        if (latest.GetText(ConversationFields.PhoneDigits.Column) is { } digits)
        {
            var row = PhoneIndex.Row(PhoneIndex.Conversation, IdOf(latest));
            await work.RemoveAsync(TableNames.PhoneIndex, PhoneIndex.Partition(workspace, digits), row, cancellationToken).ConfigureAwait(false);
        }

        await work.RemoveAsync(TableNames.Conversations, latest, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> HasMessagesAsync(string workspace, TableRow conversation, CancellationToken cancellationToken) =>
        (await store.QueryAsync(new(TableNames.Timeline, PartitionOf(workspace, conversation), 1), cancellationToken).ConfigureAwait(false)).Count > 0;

    private bool IsExpired(RetentionWork work, TableRow conversation) => options.Conversations is { } kept
        && (conversation.GetTime(ConversationFields.LastActivityAt.Column) ?? EntityRow.ChangedAt(EntityTable.Conversations, conversation)) < work.Cutoff(kept);

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) => one < other ? one : other ?? one;

    private static string PartitionOf(string workspace, TableRow conversation) => Timeline.Partition(workspace, IdOf(conversation));

    private static string IdOf(TableRow row) => ColumnParts.GetText(row, EntityRow.Id)!;
}
