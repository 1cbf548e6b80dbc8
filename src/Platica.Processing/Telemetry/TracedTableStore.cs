using System.Diagnostics;
using Platica.Processing.Tables;

namespace Platica.Processing.Telemetry;

/// <summary>A store whose writes are spans. Made for one batch, and only when somebody listens.</summary>
internal sealed class TracedTableStore(ITableStore store) : ITableStore
{
    /// <inheritdoc/>
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        store.GetAsync(table, partitionKey, rowKey, cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        TraceAsync("insert", table, 1, () => store.InsertAsync(table, row, cancellationToken));

    /// <inheritdoc/>
    public Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken) =>
        TraceAsync("replace", table, 1, () => store.ReplaceAsync(table, row, etag, cancellationToken));

    /// <inheritdoc/>
    public Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken) =>
        TraceAsync("insert", table, rows.Count, () => store.InsertAllAsync(table, rows, cancellationToken));

    /// <inheritdoc/>
    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => TraceAsync(
        "delete",
        table,
        1,
        async () =>
        {
            await store.DeleteAsync(table, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
            return WriteOutcome.Written;
        });

    /// <inheritdoc/>
    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        TraceAsync("delete", table, 1, () => store.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken) => store.QueryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    private static async Task<WriteOutcome> TraceAsync(string operation, string table, int rows, Func<Task<WriteOutcome>> write)
    {
        using var span = PipelineTracing.StartWrite(operation, table, rows);
        try
        {
            var outcome = await write().ConfigureAwait(false);
            span?.SetTag("platica.outcome", outcome == WriteOutcome.Written ? "written" : "conflict");
            return outcome;
        }
        catch (Exception problem)
        {
            // Only its type: a store's message may quote a key.
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", problem.GetType().Name);
            throw;
        }
    }
}
