using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure.Steps;

/// <summary>
/// Undoes the person's deliveries in the archive: the rows that they made, their bodies, and at last their own rows. Of those of others that name the
/// person stays what does not.
/// </summary>
internal sealed class ArchiveStep(
    ITableStore store, IBodyStore bodies, DeliveryEraser eraser, FoundDeliveries deliveries, ReplacedDeliveries replaced, ErasureWork work) : IErasureStep
{
    private const int RowsAtOnce = 16;

    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in EventScan.ReadAsync(_scan, work.Workspace, after, cancellationToken).ConfigureAwait(false))
        {
            foreach (var rows in page.Rows.Chunk(RowsAtOnce))
            {
                await Task.WhenAll(rows.Select(row => EraseAsync(row, cancellationToken))).ConfigureAwait(false);
                yield return page.AfterRow(rows[^1]);
            }
        }
    }

    private async Task EraseAsync(TableRow row, CancellationToken cancellationToken)
    {
        var delivery = BodyColumns.IsErasing(row) ? null : await StoredDelivery.TryReadAsync(row, bodies, work.Counts, cancellationToken).ConfigureAwait(false);
        var found = delivery is null ? new(BodyColumns.IsErasing(row)) : await UndoAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (!found.IsUndone)
        {
            return;
        }

        await eraser.EraseRowAsync(store, TableNames.Events, row, cancellationToken).ConfigureAwait(false);
        if (delivery is not null && found.Replacement is null)
        {
            // A copy that was in hand may have been written again before its row was gone, and nothing leads there any more.
            await deliveries.TryUndoAsync(delivery, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FoundDelivery> UndoAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var found = await deliveries.TryUndoAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (found.Replacement is { } replacement)
        {
            await replaced.ReplaceAsync(replacement, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }
}
