using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes the person's dead letters.</summary>
/// <param name="store">The tables.</param>
/// <param name="changes">The tables, for what must survive a restart.</param>
/// <param name="bodies">Where bodies are.</param>
/// <param name="eraser">Removes rows and their bodies.</param>
/// <param name="deliveries">Tells whose they are.</param>
/// <param name="work">The erasure.</param>
internal sealed class DeadLetterStep(
    ITableStore store, ITableStore changes, IBodyStore bodies, DeliveryEraser eraser, FoundDeliveries deliveries, ErasureWork work) : IErasureStep
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
                if (BodyColumns.IsErasing(row) || await IsTheirsAsync(row, cancellationToken).ConfigureAwait(false))
                {
                    await RemoveAsync(row, cancellationToken).ConfigureAwait(false);
                }
            }

            yield return page.After;
        }
    }

    private static Task<string?> DayOf(TableRow day) => Task.FromResult(ColumnParts.GetText(day, DirectoryRows.Name));

    private async Task<bool> IsTheirsAsync(TableRow row, CancellationToken cancellationToken) =>
        await BodyColumns.ReadDeliveryAsync(row, bodies, cancellationToken).ConfigureAwait(false) is { } delivery
        && await deliveries.TryEraseAsync(delivery, cancellationToken).ConfigureAwait(false);

    private async Task RemoveAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (work.IsDryRun)
        {
            work.Counts.Add(TableNames.DeadLetters);
        }
        else
        {
            await eraser.EraseRowAsync(changes, TableNames.DeadLetters, row, cancellationToken).ConfigureAwait(false);
        }
    }
}
