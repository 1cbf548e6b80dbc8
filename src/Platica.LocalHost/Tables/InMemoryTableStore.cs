using System.Collections.Concurrent;
using System.Globalization;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tables;

/// <summary>
/// Tables in memory that take, refuse, order and answer exactly as Azure Table Storage does. Rows are copied in and out: changing
/// a dictionary or a byte array afterwards changes nothing here. Everything is answered at once, yet errors come with the task, as they do
/// from a store across a network. For many threads.
/// </summary>
internal sealed class InMemoryTableStore : ITableStore
{
    private readonly ConcurrentDictionary<string, MemoryTable> _tables = new(StringComparer.Ordinal);
    private readonly ColumnShapes _shapes = new();
    private long _version;

    /// <inheritdoc/>
    public async Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Find(table, partitionKey, rowKey);
    }

    /// <inheritdoc/>
    public async Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome(Table(table).TryInsert(row.PartitionKey, [Store(row)]));
    }

    /// <inheritdoc/>
    public async Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stored = Store(row);
        return Outcome(TryParseETag(etag, out var version) && Table(table).TryReplace(row.PartitionKey, stored, version));
    }

    /// <inheritdoc/>
    public async Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TableLimits.CheckTransaction(rows);
        StoredRow[] stored = [.. rows.Select(Store)];
        return Outcome(Table(table).TryInsert(rows[0].PartitionKey, stored));
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Remove(table, partitionKey, rowKey);
    }

    /// <inheritdoc/>
    public async Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome(TryParseETag(etag, out var version) && Table(table).TryRemove(partitionKey, rowKey, version));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="TableQuery.Take"/> is not 1-1,000.</exception>
    public async Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Take, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, TableLimits.PageRows, nameof(query));
        return [.. Table(query.Table).Range(query).Select(row => ToRow(query.PartitionKey, row))];
    }

    /// <summary>The row, or null.</summary>
    public TableRow? Find(string table, string partitionKey, string rowKey) =>
        Table(table).Find(partitionKey, rowKey) is { } row ? ToRow(partitionKey, row) : null;

    /// <summary>Takes a row away; one that is not there is as good.</summary>
    public void Remove(string table, string partitionKey, string rowKey) => Table(table).TryRemove(partitionKey, rowKey, null);

    /// <summary>Puts a row there, in the place of the one with its key or as a new one.</summary>
    public void Put(string table, TableRow row)
    {
        var (target, stored) = (Table(table), Store(row));
        while (!(target.Find(row.PartitionKey, row.RowKey) is { } there
            ? target.TryReplace(row.PartitionKey, stored, there.Version)
            : target.TryInsert(row.PartitionKey, [stored])))
        {
            // Somebody wrote in between.
        }
    }

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static WriteOutcome Outcome(bool written) => written ? WriteOutcome.Written : WriteOutcome.Conflict;

    private static TableRow ToRow(string partitionKey, StoredRow row) =>
        new(partitionKey, row.RowKey, RowValues.Unpack(row.Columns, row.Values), string.Create(CultureInfo.InvariantCulture, $"W/\"{row.Version}\""));

    private static bool TryParseETag(string etag, out long version)
    {
        version = 0;
        return etag.StartsWith("W/\"", StringComparison.Ordinal) && etag.EndsWith('"') && etag.Length > 4
            && long.TryParse(etag.AsSpan(3, etag.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }

    private MemoryTable Table(string name) => _tables.GetOrAdd(name, static _ => new MemoryTable());

    private StoredRow Store(TableRow row)
    {
        var size = TableLimits.Check(row);
        return new StoredRow(row.RowKey, _shapes.Share(row.Columns), RowValues.Pack(row, size), Interlocked.Increment(ref _version));
    }
}
