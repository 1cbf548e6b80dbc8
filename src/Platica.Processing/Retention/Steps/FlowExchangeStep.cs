using System.Runtime.CompilerServices;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention.Steps;

/// <summary>Removes exchanges of each Flow: first the row of the session, then that of the Flow, by which both are found.</summary>
internal sealed class FlowExchangeStep(ITableStore store, TimeSpan kept) : IRetentionStep
{
    private const char Separator = '\n';

    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public string Name => "flow-exchanges";

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(
        RetentionWork work, string workspace, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (begun, row) = after?.Split(Separator) is [var key, var within] ? (key, within) : (null, null);
        var flows = DirectoryRows.Flows(workspace);
        if (begun is not null && await store.GetAsync(TableNames.Directory, flows, begun, cancellationToken).ConfigureAwait(false) is { } flow)
        {
            await foreach (var position in OfFlowAsync(work, workspace, flow, row, cancellationToken).ConfigureAwait(false))
            {
                yield return position;
            }
        }

        await foreach (var page in _scan.ReadAsync(TableNames.Directory, flows, begun, cancellationToken).ConfigureAwait(false))
        {
            foreach (var next in page.Rows)
            {
                await foreach (var position in OfFlowAsync(work, workspace, next, null, cancellationToken).ConfigureAwait(false))
                {
                    yield return position;
                }
            }
        }
    }

    private async IAsyncEnumerable<string> OfFlowAsync(
        RetentionWork work, string workspace, TableRow flow, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var partition = FlowExchangeColumns.ByFlow(workspace, ColumnParts.GetText(flow, DirectoryRows.Name)!);
        var newest = TableKey.Descending(work.Cutoff(kept));
        await foreach (var page in _scan.ReadAsync(TableNames.FlowExchanges, partition, after ?? newest, cancellationToken).ConfigureAwait(false))
        {
            await RetentionWork.ForEachAsync(page.Rows, RemoveAsync).ConfigureAwait(false);
            yield return $"{flow.RowKey}{Separator}{page.After}";
        }

        async Task RemoveAsync(TableRow row)
        {
            var token = ColumnParts.GetText(row, FlowExchangeColumns.FlowToken) ?? $"~{ColumnParts.GetText(row, EntityRow.Id)}";
            var session = FlowExchangeColumns.ByToken(workspace, token);
            await work.RemoveAsync(TableNames.FlowExchanges, session, TableKey.Ascending(row.RowKey), cancellationToken).ConfigureAwait(false);
            await work.RemoveAsync(TableNames.FlowExchanges, row, cancellationToken).ConfigureAwait(false);
        }
    }
}
