namespace Platica.Processing.Tables;

/// <summary>
/// Tables with the semantics of Azure Table Storage: two keys in ordinal order, ETags, transactions within a partition, and its
/// limits (see <see cref="TableLimits"/>). Expected outcomes are values; the two exceptions tell whether trying again can help.
/// </summary>
/// <exception cref="StoreUnavailableException">Any call: throttled, timed out or unreachable. Nothing is known to be written.</exception>
/// <exception cref="StoreRefusedException">Any write: the row breaks a limit and never will be taken.</exception>
public interface ITableStore
{
    /// <summary>The row with its ETag, or null.</summary>
    Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken);

    /// <summary>Inserts; <see cref="WriteOutcome.Conflict"/> when the key is taken (409).</summary>
    Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken);

    /// <summary>Replaces the whole row; <see cref="WriteOutcome.Conflict"/> when it is not there with that ETag any more (404, 412).</summary>
    Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts all rows or none, in one transaction: 1-100 rows of one partition, each key once, under 4 MiB together;
    /// <see cref="WriteOutcome.Conflict"/> when any key is taken.
    /// </summary>
    Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken);

    /// <summary>Deletes a row, whatever its ETag; one that is not there is as good.</summary>
    Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a row that still is as it was read; <see cref="WriteOutcome.Conflict"/> when it has another ETag now (412). One that is not
    /// there is as good.
    /// </summary>
    Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken);

    /// <summary>The rows of one partition in the ordinal order of their row keys, at most <see cref="TableQuery.Take"/>.</summary>
    Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken);

    /// <summary>Returns when the store answers.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
