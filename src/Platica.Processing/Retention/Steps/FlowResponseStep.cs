using System.Runtime.CompilerServices;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention.Steps;

/// <summary>Removes ways through Flows of which nothing new is known, after what is left of their exchanges: those that told no Flow are found here only.</summary>
internal sealed class FlowResponseStep(ITableStore store, TimeSpan kept) : IRetentionStep
{
    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public string Name => "flow-responses";

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(
        RetentionWork work, string workspace, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cutoff = work.Cutoff(kept);
        await foreach (var page in _scan.ReadAsync(TableNames.FlowResponses, TableKey.Escape(workspace), after, cancellationToken).ConfigureAwait(false))
        {
            var expired = page.Rows.Where(row => EntityRow.ChangedAt(EntityTable.FlowResponses, row) < cutoff);
            await RetentionWork.ForEachAsync(expired, RemoveAsync).ConfigureAwait(false);
            yield return page.After;
        }

        async Task RemoveAsync(TableRow row)
        {
            var session = FlowExchangeColumns.ByToken(workspace, ColumnParts.GetText(row, EntityRow.Id)!);
            await foreach (var page in _scan.ReadAsync(TableNames.FlowExchanges, session, null, cancellationToken).ConfigureAwait(false))
            {
                // In a dry run those of a Flow are there still, and counted with it.
                var left = page.Rows.Where(exchange => !work.IsDryRun || ColumnParts.GetText(exchange, FlowExchangeColumns.FlowId) is null);
                await RetentionWork.ForEachAsync(left, exchange => work.RemoveAsync(TableNames.FlowExchanges, exchange, cancellationToken)).ConfigureAwait(false);
            }

            await work.RemoveAsync(TableNames.FlowResponses, row, cancellationToken).ConfigureAwait(false);
        }
    }
}
