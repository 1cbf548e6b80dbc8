using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

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
        if (BodyColumns.IsErasing(row) || await TryUndoAsync(row, cancellationToken).ConfigureAwait(false))
        {
            await eraser.EraseRowAsync(store, TableNames.Events, row, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryUndoAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (await StoredDelivery.TryReadAsync(row, bodies, work.Counts, cancellationToken).ConfigureAwait(false) is not { } delivery)
        {
            return false;
        }

        var found = await deliveries.TryUndoAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (found.Replacement is { } replacement)
        {
            await replaced.ReplaceAsync(replacement, cancellationToken).ConfigureAwait(false);
        }

        return found.IsUndone;
    }
}
