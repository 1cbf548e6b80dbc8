namespace Platica.Processing.Tables;

/// <summary>The tables of a store whose names begin with a prefix, under their usual names.</summary>
internal sealed class PrefixedTableStore(ITableStore store, string prefix) : ITableStore
{
    /// <inheritdoc/>
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        store.GetAsync(prefix + table, partitionKey, rowKey, cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        store.InsertAsync(prefix + table, row, cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) =>
        store.ReplaceAsync(prefix + table, row, etag, cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) =>
        store.InsertAllAsync(prefix + table, rows, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        store.DeleteAsync(prefix + table, partitionKey, rowKey, cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        store.DeleteAsync(prefix + table, partitionKey, rowKey, etag, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) =>
        store.QueryAsync(query with { Table = prefix + query.Table }, cancellationToken);

    /// <summary>Asks a table of this prefix: the store's own check would ask one without, which need not be there.</summary>
    public Task CheckAsync(CancellationToken cancellationToken) => QueryAsync(new(TableNames.Directory, "check", 1), cancellationToken);
}
