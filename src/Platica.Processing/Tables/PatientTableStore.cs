namespace Platica.Processing.Tables;

/// <summary>Tables that are tried again while they are unavailable. Made for one batch.</summary>
internal sealed class PatientTableStore(ITableStore store, Patience patience) : ITableStore
{
    /// <inheritdoc/>
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => patience.TryAsync(
        static (call, cancellationToken) => call.store.GetAsync(call.table, call.partitionKey, call.rowKey, cancellationToken),
        (store, table, partitionKey, rowKey),
        cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) => patience.TryAsync(
        static (call, cancellationToken) => call.store.InsertAsync(call.table, call.row, cancellationToken),
        (store, table, row),
        cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) => patience.TryAsync(
        static (call, cancellationToken) => call.store.ReplaceAsync(call.table, call.row, call.etag, cancellationToken),
        (store, table, row, etag),
        cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) => patience.TryAsync(
        static (call, cancellationToken) => call.store.InsertAllAsync(call.table, call.rows, cancellationToken),
        (store, table, rows),
        cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        patience.TryAsync(() => store.DeleteAsync(table, partitionKey, rowKey, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        patience.TryAsync(() => store.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) =>
        patience.TryAsync(() => store.QueryAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);
}
