using System.Collections.Concurrent;
using System.Collections.Immutable;
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

    /// <summary>The records of each row, so that they can be erased with it.</summary>
    private readonly ConcurrentDictionary<(string Table, string PartitionKey, string RowKey), ImmutableList<string>> _records = [];

    /// <summary>Rows that were written while the journal was being read: what it holds of them is older.</summary>
    private readonly ConcurrentDictionary<(string Table, string PartitionKey, string RowKey), bool> _written = [];

    private long _erasures;

    /// <summary>How often something was noted of erased persons. They are noted before anything of theirs is removed.</summary>
    public long Erasures => Interlocked.Read(ref _erasures);

    /// <summary>Takes over a change that the journal holds, before any delivery is replayed.</summary>
    public void Restore(RowChange change)
    {
        Remember(change, change.Reference!);
        Apply(change);
    }

    /// <summary>Brings a change to the tables once more, when all deliveries before it are replayed.</summary>
    /// <returns>Whether it is needed: no delivery brings back a row whose deliveries were erased, so that it was deleted need not be known.</returns>
    public bool Reapply(RowChange change)
    {
        if (_written.ContainsKey((change.Table, change.PartitionKey, change.RowKey)))
        {
            return true;
        }

        var isNeeded = change.Row is not null || tables.Find(change.Table, change.PartitionKey, change.RowKey) is not null;
        Apply(change);
        return isNeeded;
    }

    private void Apply(RowChange change)
    {
        if (change.Row is { } row)
        {
            tables.Put(change.Table, row);
        }
        else
        {
            tables.Remove(change.Table, change.PartitionKey, change.RowKey);
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
    /// <remarks>
    /// What the journal holds of the row is erased. That a dead letter was deleted is noted: its delivery, which stays, would bring it back.
    /// Of every other row nothing is noted, for its key may tell a phone; whoever deletes it for good erases the deliveries that make it.
    /// </remarks>
    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        RemoveAsync(table, partitionKey, rowKey, null, cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        RemoveAsync(table, partitionKey, rowKey, etag, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) => tables.QueryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => tables.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_gates, gate => gate.Dispose());

    private SemaphoreSlim GateOf(string table, string partitionKey, string rowKey) =>
        _gates[(uint)HashCode.Combine(table, partitionKey, rowKey) % _gates.Length];

    private async Task<WriteOutcome> RemoveAsync(string table, string partitionKey, string rowKey, string? etag, CancellationToken cancellationToken)
    {
        var gate = GateOf(table, partitionKey, rowKey);
        await gate.WaitAsync(cancellationToken);
        try
        {
            var stored = tables.Find(table, partitionKey, rowKey);
            if (etag is not null && stored is not null && stored.ETag != etag)
            {
                return WriteOutcome.Conflict;
            }

            NoteWrittenEarly(table, partitionKey, rowKey);
            await JournalAsync(async () =>
            {
                if (table == TableNames.DeadLetters && stored is not null)
                {
                    await journal.AddRowChangeAsync(new(table, partitionKey, rowKey, null));
                }

                await Task.WhenAll(_records.GetValueOrDefault((table, partitionKey, rowKey), []).Select(journal.EraseAsync));
                _records.TryRemove((table, partitionKey, rowKey), out _);
            });
            tables.Remove(table, partitionKey, rowKey);
            return WriteOutcome.Written;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<WriteOutcome> WriteAsync(
        string table, IReadOnlyList<TableRow> rows, string? etag, Func<Task<WriteOutcome>> write, CancellationToken cancellationToken)
    {
        var gate = GateOf(table, rows[0].PartitionKey, rows[0].RowKey);
        await gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var row in rows)
            {
                if (tables.Find(table, row.PartitionKey, row.RowKey)?.ETag != etag)
                {
                    return WriteOutcome.Conflict;
                }
            }

            var changes = rows.Select(row => RowChange.Put(table, row)).ToList();
            return journal.IsReplayed ? await NoteFirstAsync(changes, write) : await NoteLaterAsync(changes, write);
        }
        finally
        {
            if (table == TableNames.Erasures)
            {
                Interlocked.Increment(ref _erasures);
            }

            gate.Release();
        }
    }

    private async Task<WriteOutcome> NoteFirstAsync(List<RowChange> changes, Func<Task<WriteOutcome>> write)
    {
        string[] records = [];
        await JournalAsync(async () => records = await Task.WhenAll(changes.Select(journal.AddRowChangeAsync)));
        if (await write() == WriteOutcome.Written)
        {
            changes.Zip(records).ToList().ForEach(noted => Remember(noted.First, noted.Second));
            return WriteOutcome.Written;
        }

        // A delivery wrote the row in between.
        await JournalAsync(() => Task.WhenAll(records.Select(journal.EraseAsync)));
        return WriteOutcome.Conflict;
    }

    /// <summary>The journal takes nothing while it is being read. What is lost with a crash before it does, the next replay does again.</summary>
    private async Task<WriteOutcome> NoteLaterAsync(List<RowChange> changes, Func<Task<WriteOutcome>> write)
    {
        var outcome = await write();
        if (outcome == WriteOutcome.Written)
        {
            changes.ForEach(change => NoteWrittenEarly(change.Table, change.PartitionKey, change.RowKey));
            await JournalAsync(() => Task.WhenAll(changes.Select(async change => Remember(change, await journal.AddRowChangeAsync(change)))));
        }

        return outcome;
    }

    private void NoteWrittenEarly(string table, string partitionKey, string rowKey)
    {
        if (!journal.IsReplayed)
        {
            _written[(table, partitionKey, rowKey)] = true;
        }
    }

    private void Remember(RowChange change, string reference) => _records.AddOrUpdate(
        (change.Table, change.PartitionKey, change.RowKey), _ => [reference], (_, references) => references.Add(reference));

    private async Task JournalAsync(Func<Task> write)
    {
        try
        {
            await journal.RunOrDeferAsync(write);
        }
        catch (QueueUnavailableException problem)
        {
            throw new StoreUnavailableException(problem.Message, problem);
        }
    }
}
