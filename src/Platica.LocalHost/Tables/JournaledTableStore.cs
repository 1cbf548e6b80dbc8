using Platica.LocalHost.Journaling;
using Platica.Processing.Queue;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tables;

/// <summary>
/// The tables as operations change them. What deliveries write is made again of them at each start; what is written here is in the journal
/// first, and a call returns when it is on the device. A row is kept whole, so it must be none that deliveries go on merging into.
/// </summary>
internal sealed class JournaledTableStore(InMemoryTableStore tables, Journal journal) : ITableStore, IDisposable
{
    /// <summary>One is held while a row is looked at, noted and changed, so that the records of a row stand in the order of its changes.</summary>
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>A change read from the journal, before the deliveries behind it are replayed.</summary>
    public void Restore(RowChange change) => Apply(change);

    /// <summary>Brings a change read from the journal to the tables; again is as good.</summary>
    public void Apply(RowChange change)
    {
        if (change.Row is { } row)
        {
            tables.Put(change.Table, row);
        }
    }

    /// <inheritdoc/>
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        tables.GetAsync(table, partitionKey, rowKey, cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        WriteAsync(table, [row], null, () => tables.InsertAsync(table, row, CancellationToken.None), cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) =>
        WriteAsync(table, [row], etag, () => tables.ReplaceAsync(table, row, etag, CancellationToken.None), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>All are in memory or none; a power failure may leave some of them in the journal.</remarks>
    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        TableLimits.CheckTransaction(rows);
        return WriteAsync(table, rows, null, () => tables.InsertAllAsync(table, rows, CancellationToken.None), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) => tables.QueryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => tables.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_gates, gate => gate.Dispose());

    private SemaphoreSlim GateOf(string table, string partitionKey, string rowKey) =>
        _gates[(uint)HashCode.Combine(table, partitionKey, rowKey) % _gates.Length];

    private async Task<WriteOutcome> WriteAsync(
        string table, IReadOnlyList<TableRow> rows, string? etag, Func<Task<WriteOutcome>> write, CancellationToken cancellationToken)
    {
        var gate = GateOf(table, rows[0].PartitionKey, rows[0].RowKey);
        await gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var row in rows)
            {
                var there = await tables.GetAsync(table, row.PartitionKey, row.RowKey, CancellationToken.None);
                if (there?.ETag != etag)
                {
                    return WriteOutcome.Conflict;
                }
            }

            await Task.WhenAll(rows.Select(row => NoteAsync(RowChange.Put(table, row))));
            return await write();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task NoteAsync(RowChange change)
    {
        try
        {
            await journal.AddRowChangeAsync(change);
        }
        catch (QueueUnavailableException problem)
        {
            throw new StoreUnavailableException(problem.Message, problem);
        }
    }
}
