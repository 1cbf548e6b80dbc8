using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Data.Tables;
using Platica.Functions.Storage;
using Platica.Processing.Tables;

namespace Platica.Functions.Tables;

/// <summary>Azure Table Storage. A row that breaks a limit is refused here already, by the same rules as in every other store.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A semaphore holds nothing until somebody asks for its handle, and a call may still run when the app ends.")]
internal sealed class TableStore(TableServiceClient client) : ITableStore
{
    /// <summary>Calls at once from one instance: many more only wait for each other, or are throttled (2,000 entities/s in a partition).</summary>
    internal const int CallsAtOnce = 64;

    private readonly TableCatalog _tables = new(client);
    private readonly SemaphoreSlim _places = new(CallsAtOnce);

    /// <inheritdoc/>
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => CallAsync(
        table,
        async (client, token) =>
        {
            var found = await client.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: token);
            return found is { HasValue: true, Value: { } entity } ? TableEntities.Read(entity) : null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<WriteOutcome> InsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        TableLimits.Check(row);
        return await WriteAsync(
            table, (client, token) => client.AddEntityAsync(TableEntities.Write(row), token), StorageFailure.IsKeyTaken, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<WriteOutcome> ReplaceAsync(string table, TableRow row, string etag, CancellationToken cancellationToken)
    {
        TableLimits.Check(row);
        return await WriteAsync(
            table,
            (client, token) => client.UpdateEntityAsync(TableEntities.Write(row), new ETag(etag), TableUpdateMode.Replace, token),
            StorageFailure.IsOutdated,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<WriteOutcome> InsertAllAsync(string table, IReadOnlyList<TableRow> rows, CancellationToken cancellationToken)
    {
        TableLimits.CheckTransaction(rows);
        var inserts = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, TableEntities.Write(row)));
        return await WriteAsync(
            table, (client, token) => client.SubmitTransactionAsync(inserts, token), StorageFailure.IsKeyTaken, cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => CallAsync(
        table,
        async (client, token) =>
        {
            // The client takes a 404 for an answer, not for a failure.
            await client.DeleteEntityAsync(partitionKey, rowKey, ETag.All, token);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> DeleteAsync(string table, string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) => WriteAsync(
        table, (client, token) => client.DeleteEntityAsync(partitionKey, rowKey, new ETag(etag), token), StorageFailure.IsOutdated, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="TableQuery.Take"/> is not 1-1,000.</exception>
    public async Task<IReadOnlyList<TableRow>> QueryAsync(TableQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Take, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, TableLimits.PageRows, nameof(query));
        return await CallAsync(query.Table, (client, token) => ReadAsync(client, query, token), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken) =>
        await QueryAsync(new(TableNames.Directory, "check", 1), cancellationToken);

    /// <summary>Creates those tables that are not there yet.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task CreateTablesAsync(IEnumerable<string> tables, CancellationToken cancellationToken) => Task.WhenAll(tables.Select(table =>
        CallAsync(table, (_, _) => Task.FromResult(true), cancellationToken)));

    /// <summary>The service may end a page early: at a thousand rows, after five seconds, or where a partition's server ends.</summary>
    private static async Task<IReadOnlyList<TableRow>> ReadAsync(TableClient client, TableQuery query, CancellationToken cancellationToken)
    {
        var rows = new List<TableRow>();
        await foreach (var entity in client.QueryAsync<TableEntity>(TableFilters.Of(query), query.Take, cancellationToken: cancellationToken))
        {
            rows.Add(TableEntities.Read(entity));
            if (rows.Count == query.Take)
            {
                break;
            }
        }

        return rows;
    }

    private Task<WriteOutcome> WriteAsync<T>(
        string table,
        Func<TableClient, CancellationToken, Task<T>> write,
        Func<RequestFailedException, bool> isConflict,
        CancellationToken cancellationToken) => CallAsync(
        table,
        async (client, token) =>
        {
            try
            {
                await write(client, token);
                return WriteOutcome.Written;
            }
            catch (RequestFailedException failure) when (isConflict(failure))
            {
                return WriteOutcome.Conflict;
            }
            catch (RequestFailedException failure) when (StorageFailure.IsRefusal(failure))
            {
                throw StorageFailure.ToRefused(failure);
            }
        },
        cancellationToken);

    private async Task<T> CallAsync<T>(string table, Func<TableClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await call(await _tables.OpenAsync(table, cancellationToken), cancellationToken);
        }
        catch (Exception problem) when (StorageFailure.IsOne(problem, cancellationToken))
        {
            if (StorageFailure.IsGone(problem))
            {
                _tables.Forget(table);
            }

            throw StorageFailure.ToUnavailable(problem);
        }
        finally
        {
            _places.Release();
        }
    }
}
