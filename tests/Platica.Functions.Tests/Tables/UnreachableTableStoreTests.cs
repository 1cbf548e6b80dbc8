using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Platica.Functions.Tables;
using Platica.Processing.Tables;

namespace Platica.Functions.Tests.Tables;

/// <summary>A store at an address where nobody listens.</summary>
public sealed class UnreachableTableStoreTests : IDisposable
{
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly TableStore _store;

    public UnreachableTableStoreTests()
    {
        // Bound, so that nobody else takes the port, and never listening.
        _silent.Server.Bind(_silent.LocalEndpoint);
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        var address = $"http://127.0.0.1:{((IPEndPoint)_silent.LocalEndpoint).Port}/account";
        _store = new(new TableServiceClient(new Uri(address), new TableSharedKeyCredential("account", Convert.ToBase64String(new byte[32])), options));
    }

    [Fact]
    public async Task Every_call_says_that_the_store_is_unavailable()
    {
        var row = new TableRow("partition", "row", new Dictionary<string, object>());
        Func<Task>[] calls =
        [
            () => _store.GetAsync("Clients", "partition", "row", CancellationToken.None),
            () => _store.InsertAsync("Clients", row, CancellationToken.None),
            () => _store.ReplaceAsync("Clients", row, "W/\"1\"", CancellationToken.None),
            () => _store.InsertAllAsync("Clients", [row], CancellationToken.None),
            () => _store.QueryAsync(new("Clients", "partition", 1), CancellationToken.None),
            () => _store.CheckAsync(CancellationToken.None),
            () => _store.CreateTablesAsync(TableNames.All, CancellationToken.None),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(call);
        }
    }

    [Fact]
    public async Task A_row_over_a_limit_is_refused_before_anybody_is_asked()
    {
        var row = new TableRow("a/b", "row", new Dictionary<string, object>());

        await Assert.ThrowsAsync<StoreRefusedException>(() => _store.InsertAsync("Clients", row, CancellationToken.None));
        await Assert.ThrowsAsync<StoreRefusedException>(() => _store.ReplaceAsync("Clients", row, "W/\"1\"", CancellationToken.None));
        await Assert.ThrowsAsync<StoreRefusedException>(() => _store.InsertAllAsync("Clients", [row], CancellationToken.None));
    }

    public void Dispose() => _silent.Dispose();
}
