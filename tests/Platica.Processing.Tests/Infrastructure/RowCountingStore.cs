using Platica.Processing.Tables;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>A store that counts what reading costs: every row that a query gives, and every single row asked for.</summary>
internal sealed class RowCountingStore(ITableStore inner) : ITableStore
{
    private int _rowsRead;

    /// <summary>How many rows were read so far.</summary>
    public int RowsRead => _rowsRead;

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _rowsRead);
        return inner.GetAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public async Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken)
    {
        var rows = await inner.QueryAsync(query, cancellationToken);
        Interlocked.Add(ref _rowsRead, rows.Count);
        return rows;
    }

    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        inner.InsertAsync(table, row, cancellationToken);

    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) =>
        inner.ReplaceAsync(table, row, etag, cancellationToken);

    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) =>
        inner.InsertAllAsync(table, rows, cancellationToken);

    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        inner.DeleteAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        inner.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
}
