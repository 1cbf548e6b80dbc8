using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure.Steps;

/// <summary>
/// Removes the person's dead letters. One that was stored, too, shares its body with the archive, which tells whose it is until it is gone: so this
/// comes before the archive, and leaves it the body.
/// </summary>
/// <param name="store">The tables.</param>
/// <param name="changes">The tables, for what must survive a restart.</param>
/// <param name="bodies">Where bodies are.</param>
/// <param name="providers">Who reads deliveries.</param>
/// <param name="eraser">Removes rows and their bodies.</param>
/// <param name="deliveries">Tells whose they are.</param>
/// <param name="replaced">Keeps what takes their place.</param>
/// <param name="work">The erasure.</param>
internal sealed class DeadLetterStep(
    ITableStore store,
    ITableStore changes,
    IBodyStore bodies,
    ProviderCatalog providers,
    DeliveryEraser eraser,
    FoundDeliveries deliveries,
    ReplacedDeliveries replaced,
    ErasureWork work)
    : IErasureStep
{
    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var days = (TableNames.Directory, DirectoryRows.DeadLetterDays);
        await foreach (var page in _scan.ReadAsync(TableNames.DeadLetters, days, DayOf, after, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows)
            {
                if (await TryRemoveAsync(row, cancellationToken).ConfigureAwait(false))
                {
                    yield return page.AfterRow(row);
                }
            }

            yield return page.After;
        }
    }

    private static Task<string?> DayOf(TableRow day) => Task.FromResult(ColumnParts.GetText(day, DirectoryRows.Name));

    private async Task<bool> TryRemoveAsync(TableRow row, CancellationToken cancellationToken)
    {
        var delivery = BodyColumns.IsErasing(row) ? null : await StoredDelivery.TryReadAsync(row, bodies, work.Counts, cancellationToken).ConfigureAwait(false);
        var found = delivery is null
            ? new(BodyColumns.IsErasing(row))
            : await deliveries.TryUndoAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (!found.IsUndone)
        {
            return false;
        }

        var isArchived = await IsArchivedAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (found.Replacement is { } replacement)
        {
            await ReplaceAsync(row, replacement, isArchived, cancellationToken).ConfigureAwait(false);
        }

        if (isArchived)
        {
            await work.RemoveAsync(changes, TableNames.DeadLetters, row, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await eraser.EraseRowAsync(changes, TableNames.DeadLetters, row, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>The replacement waits as the one did in whose place it is. Where that was stored, too, so is this, and both rows name one home.</summary>
    private async Task ReplaceAsync(TableRow row, Delivery rest, bool isArchived, CancellationToken cancellationToken)
    {
        var replacement = isArchived
            ? await replaced.ReplaceAsync(rest, cancellationToken).ConfigureAwait(false)
            : await replaced.KeepAsync(rest, cancellationToken).ConfigureAwait(false);

        var columns = BodyColumns.Replace(row, replacement);
        var id = TranslatedDelivery.TryRead(replacement, providers)?.Envelope.EventId ?? ColumnParts.GetText(row, EntityRow.Id)!;
        columns[EntityRow.Id] = ValueLimits.CutName(id);
        var key = BodyColumns.RowKey(replacement.ReceivedAt, id, replacement);
        await changes.InsertAsync(TableNames.DeadLetters, new(row.PartitionKey, key, columns), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsArchivedAsync(Delivery? delivery, CancellationToken cancellationToken) =>
        delivery is not null && TranslatedDelivery.TryRead(delivery, providers) is { } translated
        && await eraser.FindArchivedAsync(translated, cancellationToken).ConfigureAwait(false) is not null;
}
