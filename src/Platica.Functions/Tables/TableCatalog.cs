using System.Collections.Concurrent;
using Azure.Data.Tables;
using Platica.Functions.Storage;

namespace Platica.Functions.Tables;

/// <summary>The tables of an account, each created before it is used for the first time.</summary>
internal sealed class TableCatalog(TableServiceClient client)
{
    private readonly ConcurrentDictionary<string, Table> _tables = new(StringComparer.Ordinal);

    /// <summary>A table that is there.</summary>
    public async Task<TableClient> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var table = _tables.GetOrAdd(name, Describe);
        await table.Creation.EnsureAsync(cancellationToken);
        return table.Client;
    }

    /// <summary>A table turned out to be gone; it is created again before its next use.</summary>
    public void Forget(string name) => _tables.GetOrAdd(name, Describe).Creation.Forget();

    private Table Describe(string name) => new(
        client.GetTableClient(name),
        new CreatedOnce(() => client.CreateTableIfNotExistsAsync(name, CancellationToken.None)));

    private sealed record Table(TableClient Client, CreatedOnce Creation);
}
