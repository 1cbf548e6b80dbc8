using System.Runtime.CompilerServices;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention;

/// <summary>Goes through the days of a table that is partitioned by days: the rows of each that is over for long enough, then its place in the directory.</summary>
/// <param name="store">The tables.</param>
/// <param name="table">The table.</param>
/// <param name="directory">The partition of Directory that lists its days.</param>
/// <param name="partitionOf">The partition of a day.</param>
internal sealed class ExpiredDays(ITableStore store, string table, string directory, Func<string, string> partitionOf)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly RowScan _scan = new(store);

    /// <summary>Removes days, page by page; after each it tells where to go on.</summary>
    public async IAsyncEnumerable<string> RunAsync(
        RetentionWork work, TimeSpan kept, Func<TableRow, Task> remove, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The day row comes before its own continuation, so it is found again until its rows are gone.
        var newest = TableKey.Descending((work.Cutoff(kept) - Day).AddTicks(1));
        await foreach (var page in _scan.ReadAsync(table, (TableNames.Directory, directory), PartitionOf, after ?? newest, cancellationToken).ConfigureAwait(false))
        {
            await RetentionWork.ForEachAsync(page.Rows, remove).ConfigureAwait(false);
            yield return page.After;
        }

        await foreach (var page in _scan.ReadAsync(TableNames.Directory, directory, newest, cancellationToken).ConfigureAwait(false))
        {
            foreach (var day in page.Rows)
            {
                await LeaveAsync(work, day, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task<string?> PartitionOf(TableRow day) => Task.FromResult<string?>(partitionOf(ColumnParts.GetText(day, DirectoryRows.Name)!));

    /// <summary>A late event may come to the day at this very moment; then its place must be there.</summary>
    private async Task LeaveAsync(RetentionWork work, TableRow day, CancellationToken cancellationToken)
    {
        if (work.IsDryRun || await HasRowsAsync(day, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        await work.RemoveAsync(TableNames.Directory, day, cancellationToken).ConfigureAwait(false);
        if (await HasRowsAsync(day, cancellationToken).ConfigureAwait(false))
        {
            await store.InsertAsync(TableNames.Directory, day with { ETag = null }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> HasRowsAsync(TableRow day, CancellationToken cancellationToken)
    {
        var first = new TableQuery(table, partitionOf(ColumnParts.GetText(day, DirectoryRows.Name)!), 1);
        return (await store.QueryAsync(first, cancellationToken).ConfigureAwait(false)).Count > 0;
    }
}
