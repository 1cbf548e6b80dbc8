using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Operations;
using Platica.Processing.Rebuilding;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Erasure;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Rebuilding;

/// <summary>Tables that were filled by deliveries, beside which others can be filled by the operation <c>rebuild</c>.</summary>
internal sealed class RebuildHome
{
    private static readonly ProviderCatalog Providers = new([Pipeline.Provider, WhapiGroup.Provider]);

    private readonly RebuildOperation _operation;

    /// <summary>A home.</summary>
    /// <param name="before">Runs before each call of the store.</param>
    /// <param name="prefix">The prefix of the tables in use.</param>
    public RebuildHome(Func<StoreCall, Task>? before = null, string prefix = "")
    {
        Store = new(new InMemoryTableStore(), before);
        Sets = new(Store, prefix);
        InUse = new(Sets.InUse, bodies: Blobs, providers: Providers);
        _operation = new(Sets, Blobs, Processor(Sets.InUse, Mock.Of<IEventDispatcher>(MockBehavior.Strict)));
    }

    /// <summary>All tables by their full names.</summary>
    public ObservedTableStore Store { get; }

    public TableSets Sets { get; }

    /// <summary>The pipeline on the tables in use.</summary>
    public Pipeline InUse { get; }

    public InMemoryBlobStore Blobs { get; } = new();

    /// <summary>The operation's clock; real work takes none of its time.</summary>
    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Processes deliveries one by one into the tables in use.</summary>
    public async Task ProcessAsync(params IEnumerable<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            await InUse.ProcessAsync(delivery);
        }
    }

    /// <summary>Runs all pages of the operation.</summary>
    public async Task<Rebuilt> RunAsync(string parameters = "{}")
    {
        var counts = new Dictionary<string, long>();
        var items = new List<JsonElement>();
        string? continuation = null;
        var pages = 0;
        do
        {
            var page = await RunPageAsync(parameters, continuation);
            foreach (var (name, count) in page.Counts)
            {
                counts[name] = counts.GetValueOrDefault(name) + count;
            }

            items.AddRange(ItemsOf(page));
            continuation = page.Continuation;
            Assert.True(++pages < 1000, "The operation has no last page.");
        }
        while (continuation is not null);
        return new(counts, items, pages);
    }

    /// <summary>Runs one page of the operation.</summary>
    public Task<OperationPage> RunPageAsync(string parameters, string? continuation = null)
    {
        var body = JsonNode.Parse(parameters)!.AsObject();
        body["continuation"] = continuation is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(continuation));
        return _operation.RunAsync(new(JsonElement.Parse(body.ToJsonString()), Clock), CancellationToken.None);
    }

    /// <summary>Every cell of the tables of a prefix, one a line, ETags left out.</summary>
    public async Task<IReadOnlyList<string>> CellsAsync(string prefix)
    {
        var rows = (await Store.ReadRowsAsync()).Where(item => TableNames.All.Any(table => item.Table == prefix + table));
        return [.. rows.SelectMany(item => CellsOf(item.Table[prefix.Length..], item.Row)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The ETags of all rows: they tell of each write.</summary>
    public async Task<IReadOnlyList<string>> VersionsAsync() =>
        [.. (await Store.ReadRowsAsync()).Select(item => $"{item.Table} {item.Row.PartitionKey} {item.Row.RowKey} {item.Row.ETag}").Order(StringComparer.Ordinal)];

    public static DeliveryProcessor Processor(ITableStore tables, IEventDispatcher? handlers = null) => new(
        Providers, tables, new(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance, handlers);

    private static IEnumerable<string> CellsOf(string table, TableRow row) => row.Columns
        .Select(column => $"{table} {row.PartitionKey} {row.RowKey} {column.Key} = {TextOf(column.Value)}")
        .Append($"{table} {row.PartitionKey} {row.RowKey}");

    private static string TextOf(object value) => value switch
    {
        byte[] bytes => Convert.ToBase64String(bytes),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value}"),
    };

    private static IEnumerable<JsonElement> ItemsOf(OperationPage page)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            page.Items?.Invoke(writer);
            writer.WriteEndArray();
        }

        return [.. JsonElement.Parse(json.ToArray()).EnumerateArray()];
    }
}

/// <summary>What all pages of a rebuild told.</summary>
internal sealed record Rebuilt(IReadOnlyDictionary<string, long> Counts, IReadOnlyList<JsonElement> Items, int Pages)
{
    public long this[string count] => Counts.GetValueOrDefault(count);
}
