using System.Collections.Concurrent;
using Platica.Processing.Tables;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>
/// A store that remembers what was asked of it and which rows it holds, and lets a test step in before each call: to wait, to let
/// somebody else write first, or to fail.
/// </summary>
internal sealed class ObservedTableStore(ITableStore inner, Func<StoreCall, Task>? before = null) : ITableStore
{
    private readonly ConcurrentDictionary<(string Table, string PartitionKey, string RowKey), bool> _written = new();
    private readonly ConcurrentQueue<StoreCall> _calls = new();
    private int _conflicts;

    /// <summary>The calls so far, in their order.</summary>
    public IReadOnlyCollection<StoreCall> Calls => _calls;

    /// <summary>How many writes found that somebody else was first (409, 412).</summary>
    public int Conflicts => _conflicts;

    /// <summary>Forgets the calls, not the rows.</summary>
    public void ForgetCalls() => _calls.Clear();

    /// <summary>Every row that was written through here, as it is now.</summary>
    public async Task<IReadOnlyList<(string Table, TableRow Row)>> ReadRowsAsync()
    {
        var rows = new List<(string, TableRow)>(_written.Count);
        foreach (var (table, partitionKey, rowKey) in _written.Keys)
        {
            rows.Add((table, (await inner.GetAsync(table, partitionKey, rowKey, CancellationToken.None))!));
        }

        return rows;
    }

    public async Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        await BeforeAsync(new(StoreOperation.Get, table, partitionKey, rowKey));
        return await inner.GetAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public async Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        await BeforeAsync(new(StoreOperation.Insert, table, row.PartitionKey, row.RowKey));
        return Observe(table, [row], await inner.InsertAsync(table, row, cancellationToken));
    }

    public async Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken)
    {
        await BeforeAsync(new(StoreOperation.Replace, table, row.PartitionKey, row.RowKey));
        return Observe(table, [row], await inner.ReplaceAsync(table, row, etag, cancellationToken));
    }

    public async Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        await BeforeAsync(new(StoreOperation.InsertAll, table, rows[0].PartitionKey, [.. rows.Select(row => row.RowKey)]));
        return Observe(table, rows, await inner.InsertAllAsync(table, rows, cancellationToken));
    }

    public async Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        await BeforeAsync(new(StoreOperation.Delete, table, partitionKey, rowKey));
        await inner.DeleteAsync(table, partitionKey, rowKey, cancellationToken);
        _written.TryRemove((table, partitionKey, rowKey), out _);
    }

    public async Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken)
    {
        await BeforeAsync(new(StoreOperation.Delete, table, partitionKey, rowKey));
        var outcome = await inner.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken);
        if (outcome == WriteOutcome.Written)
        {
            _written.TryRemove((table, partitionKey, rowKey), out _);
        }

        return outcome;
    }

    public async Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken)
    {
        await BeforeAsync(new(StoreOperation.Query, query.Table, query.PartitionKey));
        return await inner.QueryAsync(query, cancellationToken);
    }

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    private Task BeforeAsync(StoreCall call)
    {
        _calls.Enqueue(call);
        return before?.Invoke(call) ?? Task.CompletedTask;
    }

    private WriteOutcome Observe(string table, IReadOnlyList<TableRow> rows, WriteOutcome outcome)
    {
        if (outcome == WriteOutcome.Conflict)
        {
            Interlocked.Increment(ref _conflicts);
            return outcome;
        }

        foreach (var row in rows)
        {
            _written[(table, row.PartitionKey, row.RowKey)] = true;
        }

        return outcome;
    }
}
