using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Undoes the person's deliveries in the archive: the rows that they made, their bodies, and at last their own rows.</summary>
internal sealed class ArchiveStep(
    ITableStore store, IBodyStore bodies, DeliveryEraser eraser, FoundDeliveries deliveries, ErasureWork work) : IErasureStep
{
    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in EventScan.ReadAsync(_scan, work.Workspace, after, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows)
            {
                await EraseAsync(row, cancellationToken).ConfigureAwait(false);
            }

            yield return page.After;
        }
    }

    private async Task EraseAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (!BodyColumns.IsErasing(row) && !await IsTheirsAsync(row, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (work.IsDryRun)
        {
            work.Counts.Add(TableNames.Events);
        }
        else
        {
            await eraser.EraseRowAsync(store, TableNames.Events, row, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsTheirsAsync(TableRow row, CancellationToken cancellationToken) =>
        await BodyColumns.ReadDeliveryAsync(row, bodies, cancellationToken).ConfigureAwait(false) is { } delivery
        && await deliveries.TryUndoAsync(delivery, cancellationToken).ConfigureAwait(false);
}
