using Platica.Processing.Tables;

namespace Platica.Functions.Tests.Infrastructure;

/// <summary>Tables with a switch for an outage.</summary>
internal sealed class SwitchedTableStore(ITableStore inner) : ITableStore
{
    /// <summary>While true, no call is answered.</summary>
    public bool IsDown { get; set; }

    private ITableStore Store => IsDown ? throw new StoreUnavailableException("The tables are down.") : inner;

    public async Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        await Store.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public async Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        await Store.InsertAsync(table, row, cancellationToken);

    public async Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) =>
        await Store.ReplaceAsync(table, row, etag, cancellationToken);

    public async Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) =>
        await Store.InsertAllAsync(table, rows, cancellationToken);

    public async Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        await Store.DeleteAsync(table, partitionKey, rowKey, cancellationToken);

    public async Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        await Store.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken);

    public async Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) =>
        await Store.QueryAsync(query, cancellationToken);

    public async Task CheckAsync(CancellationToken cancellationToken) => await Store.CheckAsync(cancellationToken);
}
