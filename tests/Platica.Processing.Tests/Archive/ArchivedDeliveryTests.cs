using System.Text;
using Platica.LocalHost.Tables;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Archive;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Archive;

/// <summary>What the tables keep of a delivery is enough to process it again: it comes back as it was.</summary>
public sealed class ArchivedDeliveryTests
{
    private const string Answer = """{"screen":"PAGO","data":{"nota":"ñ 🙂"}}""";

    private readonly ObservedTableStore _store = new(new InMemoryTableStore());

    public static TheoryData<string> Tables => [TableNames.Events, TableNames.DeadLetters];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_delivery_comes_back_with_all_it_had(string table)
    {
        var delivery = Exchange() with
        {
            Attributes = new Dictionary<string, string>
            {
                ["event"] = "client.updated",
                ["timestamp"] = "2026-11-20T09:00:00Z",
                [DeliveryAttributes.WebhookId] = "wh_\"1\" ñ",
            },
            Reply = new FlowReply(Encoding.UTF8.GetBytes(Answer), "answered", 12.345678901),
        };

        AssertSame(delivery, await KeepAndReadAsync(table, delivery, new InMemoryBlobStore()));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_delivery_that_had_nothing_beside_its_body_comes_back_so(string table)
    {
        var delivery = Posted.Event("client.updated", "event_1");

        AssertSame(delivery, await KeepAndReadAsync(table, delivery, new InMemoryBlobStore()));
    }

    [Theory]
    [InlineData("webhookId")]
    [InlineData("event")]
    public async Task A_single_attribute_comes_back(string name)
    {
        var delivery = Exchange() with { Attributes = new Dictionary<string, string> { [name] = "value" } };

        AssertSame(delivery, await KeepAndReadAsync(TableNames.Events, delivery, new InMemoryBlobStore()));
    }

    [Fact]
    public async Task An_answer_that_is_no_text_comes_back()
    {
        var delivery = Exchange() with { Reply = new FlowReply(new byte[] { 0xFF, 0x00, 0xC3 }, "answered", double.MaxValue) };

        AssertSame(delivery, await KeepAndReadAsync(TableNames.Events, delivery, new InMemoryBlobStore()));
    }

    [Fact]
    public async Task A_body_and_an_answer_in_the_blob_store_stay_there()
    {
        var blobs = new InMemoryBlobStore();
        var delivery = Exchange() with { BodyReference = "bodies/1", Reply = new FlowReply(new byte[100], "answered", 1) { AnswerReference = "bodies/2" } };
        await blobs.WriteAsync("bodies/1", delivery.Body, CancellationToken.None);
        await blobs.WriteAsync("bodies/2", delivery.Reply!.Answer, CancellationToken.None);

        AssertSame(delivery, await KeepAndReadAsync(TableNames.Events, delivery, blobs));
        Assert.DoesNotContain((await RowAsync(TableNames.Events)).Columns.Values, value => value is byte[]);
    }

    [Fact]
    public async Task A_delivery_whose_body_is_gone_is_none()
    {
        Assert.Null(await KeepAndReadAsync(TableNames.Events, Exchange() with { BodyReference = "bodies/1" }, new InMemoryBlobStore()));
    }

    [Fact]
    public async Task What_came_through_the_broker_comes_back_as_it_was_sent()
    {
        using var home = new BrokerHome();
        var large = Exchange() with { Reply = new FlowReply(Encoding.UTF8.GetBytes($"\"{new string('ñ', 20_000)}\""), "answered", 3) };

        await home.EnqueueAsync(large);
        await home.ProcessNextAsync();

        var (_, row) = Assert.Single(await home.Store.ReadRowsAsync(), item => item.Table == TableNames.Events);
        var read = await BodyColumns.ReadDeliveryAsync(row, home.Blobs, CancellationToken.None);
        Assert.NotNull(read!.Reply!.AnswerReference);
        AssertSame(large with { Reply = large.Reply! with { AnswerReference = read.Reply.AnswerReference } }, read);
    }

    private static Delivery Exchange() => Posted.Event(
        "whatsapp.flows.screen_advance", "event_1", new { flowExchange = new { action = "data_exchange", screen = "WELCOME" } });

    private async Task<Delivery?> KeepAndReadAsync(string table, Delivery delivery, IBodyStore bodies)
    {
        var pipeline = new Pipeline(_store);
        _ = table == TableNames.Events
            ? await pipeline.ProcessAsync(delivery)
            : await PutAsideAsync(pipeline, delivery);
        return await BodyColumns.ReadDeliveryAsync(await RowAsync(table), bodies, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<Settlement>> PutAsideAsync(Pipeline pipeline, Delivery delivery)
    {
        await pipeline.PutAsideAsync(delivery, DeadLetterReasons.HandlerFailed);
        return [];
    }

    private async Task<TableRow> RowAsync(string table) => Assert.Single(await _store.ReadRowsAsync(), item => item.Table == table).Row;

    private static void AssertSame(Delivery expected, Delivery? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Body.ToArray(), actual.Body.ToArray());
        Assert.Equal(expected.Attributes.OrderBy(attribute => attribute.Key), actual.Attributes.OrderBy(attribute => attribute.Key));
        Assert.Equal(expected.Reply?.Answer.ToArray(), actual.Reply?.Answer.ToArray());
        var same = actual with { Body = expected.Body, Attributes = expected.Attributes, Reply = WithAnswer(actual.Reply, expected.Reply) };
        Assert.Equal(expected, same);
    }

    private static FlowReply? WithAnswer(FlowReply? reply, FlowReply? expected) =>
        reply is null || expected is null ? reply : reply with { Answer = expected.Answer };
}
