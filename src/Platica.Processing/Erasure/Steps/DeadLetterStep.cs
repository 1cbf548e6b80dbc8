using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
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
/// <param name="work">The erasure.</param>
internal sealed class DeadLetterStep(
    ITableStore store,
    ITableStore changes,
    IBodyStore bodies,
    ProviderCatalog providers,
    DeliveryEraser eraser,
    FoundDeliveries deliveries,
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
        var isTheirs = delivery is null
            ? BodyColumns.IsErasing(row)
            : await deliveries.TryUndoAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (!isTheirs)
        {
            return false;
        }

        if (await IsArchivedAsync(delivery, cancellationToken).ConfigureAwait(false))
        {
            await work.RemoveAsync(changes, TableNames.DeadLetters, row, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await eraser.EraseRowAsync(changes, TableNames.DeadLetters, row, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<bool> IsArchivedAsync(Delivery? delivery, CancellationToken cancellationToken) =>
        delivery is not null && TranslatedDelivery.TryRead(delivery, providers) is { } translated
        && await eraser.FindArchivedAsync(translated, cancellationToken).ConfigureAwait(false) is not null;
}
