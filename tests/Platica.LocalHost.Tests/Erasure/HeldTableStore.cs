using Platica.Processing.Tables;

namespace Platica.LocalHost.Tests.Erasure;

/// <summary>Holds every insert into a table until it is let go.</summary>
internal sealed class HeldTableStore(ITableStore store) : ITableStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _table;

    /// <summary>Holds inserts into a table from now on.</summary>
    public void Hold(string table) => _table = table;

    /// <summary>Waits until an insert is held.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(Patience);

    /// <summary>Lets all inserts go on.</summary>
    public void LetGo() => _letGo.TrySetResult();

    public async Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        await WaitAsync(table);
        return await store.InsertAsync(table, row, cancellationToken);
    }

    public async Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        await WaitAsync(table);
        return await store.InsertAllAsync(table, rows, cancellationToken);
    }

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        store.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) =>
        store.ReplaceAsync(table, row, etag, cancellationToken);

    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        store.DeleteAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        store.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken);

    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) => store.QueryAsync(query, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    private Task WaitAsync(string table)
    {
        if (table != _table)
        {
            return Task.CompletedTask;
        }

        _reached.TrySetResult();
        return _letGo.Task;
    }
}
