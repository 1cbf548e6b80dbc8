using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Providers.Whapi;

namespace Platica.Processing.Tests.Convergence;

/// <summary>Whapi.Cloud promises no order and repeats what it likes; what the tables say in the end is the story all the same.</summary>
public sealed class WhapiConvergenceTests
{
    private const string Workspace = "whapi.DEMO-A1";
    private const int Ways = 100;

    [Fact]
    public async Task Any_order_repetition_and_batching_of_items_gives_the_same_rows_and_answers()
    {
        var expected = await StoreImage.TakeAsync(await ProcessAsync([WhapiStory.Deliveries]));

        for (var seed = 0; seed < Ways; seed++)
        {
            var difference = expected.FirstDifference(await StoreImage.TakeAsync(await ProcessAsync(Shuffle(new Random(seed)))));

            Assert.True(difference is null, $"Seed {seed}: {difference}");
        }
    }

    [Theory]
    [InlineData(EntityKind.Message, "A", "Content", "Hola a todos")]
    [InlineData(EntityKind.Message, "A", "Deleted", "True")]
    [InlineData(EntityKind.Message, "B", "Content", "¿Qué precio?")]
    [InlineData(EntityKind.Message, "C", "Status", "read")]
    [InlineData(EntityKind.Message, "C", "Recipients", """{"5215500000001":{"status":"read","at":"2026-05-10T15:00:08.0000000Z"}}""")]
    [InlineData(EntityKind.Message, "C", "Reactions", null)]
    [InlineData(EntityKind.Conversation, WhapiStory.Person, "LastMessageText", "Con gusto")]
    [InlineData(EntityKind.Conversation, WhapiStory.Group, "ContactName", "Equipo MX")]
    [InlineData(EntityKind.Conversation, WhapiStory.Group, "Participants", """{"5215500000002":"creator","5215500000004":"admin"}""")]
    [InlineData(EntityKind.Conversation, "5215500000005@s.whatsapp.net", "Deleted", "True")]
    [InlineData(EntityKind.Client, "5215500000001", "Name", "Lucía D.")]
    [InlineData(EntityKind.Client, "5215500000001", "Presence", "offline")]
    [InlineData(EntityKind.Channel, "DEMO-A1", "Healthy", "True")]
    [InlineData(EntityKind.Call, "call-1", "Status", "missed")]
    [InlineData(EntityKind.Label, "7", "Deleted", "True")]
    public async Task The_story_backwards_ends_where_the_story_ends(EntityKind kind, string id, string column, string? value)
    {
        var store = await ProcessAsync(WhapiStory.Deliveries.Reverse().Select(delivery => new[] { delivery }));
        var table = EntityTable.Of(kind);
        var (partitionKey, rowKey) = table.KeyOf(Workspace, id);
        var row = await store.GetAsync(table.Name, partitionKey, rowKey, CancellationToken.None);

        Assert.NotNull(row);
        Assert.True(table.Fields.TryGet(column, out var field));
        var actual = field.Type == FieldType.Map ? ColumnParts.GetText(row, column) : FieldColumns.Read(row, field).Value?.ToString();
        Assert.Equal(value, actual);
    }

    [Fact]
    public async Task The_business_itself_is_no_client()
    {
        var store = await ProcessAsync([WhapiStory.Deliveries]);

        var clients = (await store.ReadRowsAsync()).Where(item => item.Table == TableNames.Clients).Select(item => ColumnParts.GetText(item.Row, EntityRow.Id));
        Assert.Equal(["5215500000001", "5215500000002", "5215500000005"], clients.Order(StringComparer.Ordinal));
    }

    private static async Task<ObservedTableStore> ProcessAsync(IEnumerable<IReadOnlyList<Delivery>> batches)
    {
        var store = new ObservedTableStore(new InMemoryTableStore());
        var providers = new ProviderCatalog([new WhapiProvider(new(new("secret"), new(null)))]);
        var processor = new DeliveryProcessor(providers, store, new(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance);
        foreach (var batch in batches)
        {
            Assert.All(await processor.ProcessAsync(batch, CancellationToken.None), settlement => Assert.Equal(Settlement.Complete, settlement));
        }

        return store;
    }

    private static IEnumerable<Delivery[]> Shuffle(Random random)
    {
        var turns = WhapiStory.Deliveries.SelectMany(delivery => Enumerable.Repeat(delivery, random.Next(1, 4))).ToArray();
        random.Shuffle(turns);
        return turns.Chunk(random.Next(1, turns.Length));
    }
}
