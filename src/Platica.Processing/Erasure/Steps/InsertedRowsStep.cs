using System.Runtime.CompilerServices;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes rows that tell once what happened.</summary>
/// <param name="store">The tables.</param>
/// <param name="work">The erasure.</param>
/// <param name="table">Their table.</param>
/// <param name="time">The column with their time.</param>
/// <param name="scan">The rows to look at, from a place on.</param>
/// <param name="twinOf">The keys under which a row is there again, or null; null when none is.</param>
internal sealed class InsertedRowsStep(
    ITableStore store,
    ErasureWork work,
    string table,
    string time,
    Func<string?, CancellationToken, IAsyncEnumerable<RowPage>> scan,
    Func<TableRow, (string PartitionKey, string RowKey)?>? twinOf = null)
    : IErasureStep
{
    private const int RowsAtOnce = 16;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in scan(after, cancellationToken).ConfigureAwait(false))
        {
            await Bounded.ForEachAsync(page.Rows, RowsAtOnce, row => TryRemoveAsync(row, cancellationToken)).ConfigureAwait(false);
            yield return page.After;
        }
    }

    private async Task TryRemoveAsync(TableRow row, CancellationToken cancellationToken)
    {
        var keys = PersonKeys.Of(table, row).Deciding;
        if (await work.Persons.FindAnyAsync(keys, cancellationToken).ConfigureAwait(false) >= row.GetTime(time))
        {
            await RemoveAsync(row, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (twinOf?.Invoke(row) is var (partitionKey, rowKey)
            && await store.GetAsync(table, partitionKey, rowKey, cancellationToken).ConfigureAwait(false) is { } twin)
        {
            await work.RemoveAsync(store, table, twin, cancellationToken).ConfigureAwait(false);
        }

        await work.RemoveAsync(store, table, row, cancellationToken).ConfigureAwait(false);
    }
}
