namespace Platica.Processing.Tables;

/// <summary>
/// A store that is tried again while it is unavailable, waiting longer each time, until a budget is spent: a minute of storage trouble
/// must neither fail a batch nor fill the dead letters. Made for one batch.
/// </summary>
internal sealed class PatientTableStore(ITableStore store, TimeProvider clock, TimeSpan budget) : ITableStore
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly long _startedAt = clock.GetTimestamp();

    /// <inheritdoc/>
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        TryAsync(() => store.GetAsync(table, partitionKey, rowKey, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        TryAsync(() => store.InsertAsync(table, row, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) =>
        TryAsync(() => store.ReplaceAsync(table, row, etag, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) =>
        TryAsync(() => store.InsertAllAsync(table, rows, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) =>
        TryAsync(() => store.QueryAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    private Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        // Tables in memory answer at once: nothing to wait for, nothing to catch.
        var first = call();
        return first.IsCompletedSuccessfully ? first : TryAsync(first, call, cancellationToken);
    }

    private async Task<T> TryAsync<T>(Task<T> attempt, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait = Shorter(wait * 2, LongestWait))
        {
            try
            {
                return await attempt.ConfigureAwait(false);
            }
            catch (StoreUnavailableException) when (clock.GetElapsedTime(_startedAt) + wait < budget)
            {
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }

            attempt = call();
        }
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
