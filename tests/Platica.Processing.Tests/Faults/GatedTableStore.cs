using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Faults;

/// <summary>The store as one consumer sees it: every call waits at the gate until it is let through.</summary>
internal sealed class GatedTableStore(ITableStore inner, Consumer caller, Action<GatedCall> gate) : ITableStore
{
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => Gate(
        new(StoreOperation.Get, table, partitionKey, rowKey),
        () => inner.GetAsync(table, partitionKey, rowKey, cancellationToken));

    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) => Gate(
        new(StoreOperation.Insert, table, row.PartitionKey, row.RowKey),
        () => inner.InsertAsync(table, row, cancellationToken));

    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) => Gate(
        new(StoreOperation.Replace, table, row.PartitionKey, row.RowKey),
        () => inner.ReplaceAsync(table, row, etag, cancellationToken));

    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) => Gate(
        new(StoreOperation.InsertAll, table, rows[0].PartitionKey, [.. rows.Select(row => row.RowKey)]),
        () => inner.InsertAllAsync(table, rows, cancellationToken));

    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => Gate(
        new(StoreOperation.Delete, table, partitionKey, rowKey),
        async () =>
        {
            await inner.DeleteAsync(table, partitionKey, rowKey, cancellationToken);
            return true;
        });

    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) => Gate(
        new(StoreOperation.Delete, table, partitionKey, rowKey),
        () => inner.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken));

    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) => Gate(
        new(StoreOperation.Query, query.Table, query.PartitionKey),
        () => inner.QueryAsync(query, cancellationToken));

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    private Task<T> Gate<T>(StoreCall call, Func<Task<T>> perform)
    {
        var gated = new GatedCall<T>(caller, call, perform);
        gate(gated);
        return gated.Awaited;
    }
}
