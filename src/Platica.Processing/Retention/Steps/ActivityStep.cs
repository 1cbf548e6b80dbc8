using System.Runtime.CompilerServices;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Retention.Steps;

/// <summary>
/// Removes old rows of the list of active conversations that nobody is shown any more: the conversation is gone, or was active again. By one that
/// is gone they lead to what somebody wrote in it in that moment, which no walk would find again.
/// </summary>
internal sealed class ActivityStep(ITableStore store, TimeSpan kept) : IRetentionStep
{
    private readonly RowScan _scan = new(store);
    private readonly ConversationParts _parts = new(store);

    /// <inheritdoc/>
    public string Name => "activity";

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(
        RetentionWork work, string workspace, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cutoff = work.Cutoff(kept);
        var newest = TableKey.Descending(Activity.QuarterOf(cutoff));
        await foreach (var page in _scan.ReadAsync(TableNames.Activity, TableKey.Escape(workspace), after ?? newest, cancellationToken).ConfigureAwait(false))
        {
            await RetentionWork.ForEachAsync(page.Rows.GroupBy(row => ColumnParts.GetText(row, Activity.ConversationId)!), RemoveAsync).ConfigureAwait(false);
            yield return page.After;
        }

        async Task RemoveAsync(IGrouping<string, TableRow> rows)
        {
            var id = rows.Key;
            var (partitionKey, rowKey) = EntityTable.Conversations.KeyOf(workspace, id);
            var conversation = await store.GetAsync(TableNames.Conversations, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
            if (conversation is null && !work.IsDryRun)
            {
                await _parts.RemoveAsync(work, workspace, id, cutoff, cancellationToken).ConfigureAwait(false);
            }

            var activeAt = conversation?.GetTime(ConversationFields.LastActivityAt.Column);
            foreach (var row in rows)
            {
                // In a dry run the conversations that are to go are there still.
                if (activeAt is null || Activity.QuarterOf(activeAt.Value) != TableKey.FromDescending(row.RowKey) || (work.IsDryRun && activeAt < cutoff))
                {
                    await work.RemoveAsync(TableNames.Activity, row, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
