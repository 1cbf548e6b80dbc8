using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention;

/// <summary>One walk as far as one call works on it.</summary>
/// <param name="store">The tables.</param>
/// <param name="startedAt">Ages count from there.</param>
/// <param name="isDryRun">Whether it only counts.</param>
/// <param name="counts">What is removed, or would be, by table.</param>
internal sealed class RetentionWork(ITableStore store, DateTimeOffset startedAt, bool isDryRun, RemovalCounts counts)
{
    private const int RowsAtOnce = 16;

    /// <summary>Whether it only counts.</summary>
    public bool IsDryRun => isDryRun;

    /// <summary>What is older than this goes.</summary>
    public DateTimeOffset Cutoff(TimeSpan kept) => startedAt - kept;

    /// <summary>Does something for several rows, some at a time.</summary>
    public static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> action) => Bounded.ForEachAsync(items, RowsAtOnce, action);

    /// <summary>Removes a row.</summary>
    public Task RemoveAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        RemoveAsync(store, table, row.PartitionKey, row.RowKey, cancellationToken);

    /// <summary>Removes the row with these keys, which is there.</summary>
    public Task RemoveAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        RemoveAsync(store, table, partitionKey, rowKey, cancellationToken);

    /// <summary>Removes the row with these keys, which is there, through other tables than the walk's.</summary>
    public async Task RemoveAsync(ITableStore rows, string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        if (!isDryRun)
        {
            await rows.DeleteAsync(table, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
        }

        counts.Add(table);
    }
}
