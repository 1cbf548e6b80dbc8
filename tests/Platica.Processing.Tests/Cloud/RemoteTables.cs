using Platica.Processing.Tables;

namespace Platica.Processing.Tests.Cloud;

/// <summary>The tables as one process sees them: every call waits until it is let through.</summary>
internal sealed class RemoteTables(ITableStore tables, CloudInstance caller) : ITableStore
{
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        Call($"get {table} {partitionKey} {rowKey}", () => tables.GetAsync(table, partitionKey, rowKey, CancellationToken.None), isLearning: true);

    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        Call($"insert {table} {row.PartitionKey} {row.RowKey}", () => tables.InsertAsync(table, row, CancellationToken.None), isLearning: table == TableNames.Erasures);

    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) => Call(
        $"replace {table} {row.PartitionKey} {row.RowKey}",
        () => tables.ReplaceAsync(table, row, etag, CancellationToken.None),
        isConditional: true,
        WriteOutcome.Conflict,
        isLearning: table == TableNames.Erasures);

    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) => Call(
        $"insert {rows.Count} × {table} {rows[0].PartitionKey}",
        () => tables.InsertAllAsync(table, rows, CancellationToken.None),
        isLearning: table == TableNames.Erasures);

    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) =>
        Call($"query {query.Table} {query.PartitionKey}", () => tables.QueryAsync(query, CancellationToken.None), isLearning: true);

    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => Call(
        $"delete {table} {partitionKey} {rowKey}",
        async () =>
        {
            await tables.DeleteAsync(table, partitionKey, rowKey, CancellationToken.None);
            return true;
        });

    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) => Call(
        $"delete {table} {partitionKey} {rowKey}",
        () => tables.DeleteAsync(table, partitionKey, rowKey, etag, CancellationToken.None),
        isConditional: true,
        WriteOutcome.Conflict);

    public Task CheckAsync(CancellationToken cancellationToken) => tables.CheckAsync(cancellationToken);

    private Task<T> Call<T>(string what, Func<Task<T>> perform, bool isConditional = false, T? conflict = default, bool isLearning = false) => caller.CallAsync(
        new ServiceCall<T>(caller, CloudService.Tables, what, perform, new StoreUnavailableException("The tables do not answer."), conflict)
        {
            IsConditional = isConditional,
            IsLearning = isLearning,
        });
}
