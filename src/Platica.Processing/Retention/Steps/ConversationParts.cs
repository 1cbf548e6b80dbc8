using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Retention.Steps;

/// <summary>Removes what is in conversations: their messages, each before its place, and what happened to them.</summary>
internal sealed class ConversationParts(ITableStore store)
{
    private readonly RowScan _scan = new(store);

    /// <summary>Removes everything up to a time.</summary>
    public async Task RemoveAsync(RetentionWork work, string workspace, string conversation, DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        foreach (var table in new[] { TableNames.Timeline, TableNames.ConversationEvents })
        {
            var pages = _scan.ReadAsync(table, Timeline.Partition(workspace, conversation), TableKey.Descending(upTo), cancellationToken);
            await foreach (var page in pages.ConfigureAwait(false))
            {
                await RetentionWork.ForEachAsync(
                    page.Rows, row => RemoveAsync(work, workspace, conversation, table, row, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Removes a row of a conversation, of the table that it is in. Whoever writes a message again meanwhile finds its place still there: so it is looked
    /// at once more when that is gone.
    /// </summary>
    public async Task RemoveAsync(
        RetentionWork work, string workspace, string conversation, string table, TableRow row, CancellationToken cancellationToken)
    {
        if (table != TableNames.Timeline)
        {
            await work.RemoveAsync(table, row, cancellationToken).ConfigureAwait(false);
            return;
        }

        await RemoveMessageAsync(work, workspace, conversation, row, cancellationToken).ConfigureAwait(false);
        await work.RemoveAsync(table, row, cancellationToken).ConfigureAwait(false);
        if (!work.IsDryRun)
        {
            await RemoveMessageAsync(work, workspace, conversation, row, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveMessageAsync(
        RetentionWork work, string workspace, string conversation, TableRow place, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = EntityTable.Messages.KeyOf(workspace, ColumnParts.GetText(place, Timeline.MessageId)!);
        var message = await store.GetAsync(TableNames.Messages, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
        if (message is not null && IsAt(message, conversation, place))
        {
            await work.RemoveAsync(TableNames.Messages, message, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A message that stands elsewhere by now is not too old here.</summary>
    private static bool IsAt(TableRow message, string conversation, TableRow place) =>
        ColumnParts.GetText(message, MessageFields.PlacedIn.Column) == conversation
        && message.GetTime(MessageFields.PlacedAt.Column) == TableKey.FromDescending(place.RowKey);
}
