using System.Text;
using System.Text.Json;
using Moq;
using Platica.LocalHost.Tables;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Processing.Tests.Events;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.DeadLetters;

public sealed class DeadLetterProcessorTests
{
    [Theory]
    [InlineData("MaxDeliveryCountExceeded", "max-delivery")]
    [InlineData("TTLExpiredException", "expired")]
    [InlineData("HeaderSizeExceeded", "HeaderSizeExceeded")]
    [InlineData("malformed-envelope", "malformed-envelope")]
    [InlineData("handler-failed", "handler-failed")]
    [InlineData("", "unspecified")]
    [InlineData(null, "unspecified")]
    public async Task RecordAsync_keeps_the_reason_in_our_words(string? brokerReason, string reason)
    {
        using var home = new BrokerHome();
        var message = await ReceiveAsync(home, Client("cli_1"));

        Assert.True(await home.RecordAsync(message with { DeliveryCount = 7 }, brokerReason, "what went wrong"));

        var item = await OnlyAsync(home);
        Assert.Equal((reason, "what went wrong", "evt_cli_1"), (item.Text("reason"), item.Text("description"), item.Text("eventId")));
        Assert.Equal(7, item.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task RecordAsync_again_changes_nothing()
    {
        using var home = new BrokerHome();
        var message = await ReceiveAsync(home, Client("cli_1"));
        await home.RecordAsync(message, "malformed-envelope", "first");

        Assert.True(await home.RecordAsync(message with { DeliveryCount = 2 }, "malformed-envelope", "second"));

        Assert.Equal("first", (await OnlyAsync(home)).Text("description"));
    }

    [Fact]
    public async Task RecordAsync_lists_the_day_after_the_letter_for_who_takes_an_empty_day_away_looks_once_more()
    {
        using var home = new BrokerHome();
        await home.RecordAsync(await ReceiveAsync(home, Client("cli_1")), "malformed-envelope", "first");

        var tables = home.Store.Calls.Where(call => call.Operation == StoreOperation.Insert).Select(call => call.Table);

        Assert.Equal([TableNames.DeadLetters, TableNames.Directory], tables);
    }

    [Fact]
    public async Task RecordAsync_again_lists_a_day_that_a_crash_left_out()
    {
        using var home = new BrokerHome();
        var message = await ReceiveAsync(home, Client("cli_1"));
        await home.RecordAsync(message, "malformed-envelope", "first");
        foreach (var (table, row) in (await home.Store.ReadRowsAsync()).Where(item => item.Table == TableNames.Directory))
        {
            await home.Store.DeleteAsync(table, row.PartitionKey, row.RowKey, CancellationToken.None);
        }

        Assert.True(await home.RecordAsync(message, "malformed-envelope", "first"));

        await OnlyAsync(home);
    }

    [Fact]
    public async Task RecordAsync_keeps_a_message_that_is_not_a_delivery_raw()
    {
        using var home = new BrokerHome();
        await home.Broker.SendAsync(Foreign("not { ours"), CancellationToken.None);

        Assert.True(await home.RecordAsync(Assert.Single(home.Broker.Receive()), DeadLetterReasons.NotADelivery, "no provider"));

        var item = await OnlyAsync(home);
        Assert.Equal(("unknown", "not { ours"), (item.Text("provider"), item.Text("body")));
        Assert.Equal(home.Clock.GetUtcNow(), item.GetProperty("receivedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task RecordAsync_keeps_a_foreign_message_that_is_larger_than_a_row()
    {
        using var home = new BrokerHome();
        var noise = Convert.ToHexString(RandomBytes(2_000_000));

        Assert.True(await home.RecordAsync(new(Foreign(noise), home.Clock.GetUtcNow(), 1), DeadLetterReasons.NotADelivery));

        Assert.Equal(noise, (await OnlyAsync(home)).Text("body"));
    }

    [Fact]
    public async Task RecordAsync_keeps_each_of_several_deliveries_whose_bodies_are_gone()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Large("cli_1"), Large("cli_2"));
        var names = home.Blobs.Names;
        foreach (var name in names)
        {
            await home.Blobs.DeleteAsync(name, CancellationToken.None);
        }

        foreach (var message in home.Broker.Receive())
        {
            Assert.True(await home.RecordAsync(message, DeadLetterReasons.BodyMissing));
        }

        var letters = (await home.Store.ReadRowsAsync()).Where(item => item.Table == TableNames.DeadLetters);
        Assert.Equal(names, letters.Select(letter => letter.Row.GetText("BodyReference")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RecordAsync_keeps_what_the_reading_of_envelopes_fails_on()
    {
        var provider = new Mock<IWebhookProvider>();
        provider.Setup(it => it.Name).Returns("broken");
        provider.Setup(it => it.TryReadEnvelope(It.IsAny<Delivery>(), out It.Ref<Envelope?>.IsAny, out It.Ref<string?>.IsAny)).Throws<InvalidCastException>();
        var store = new InMemoryTableStore();

        using var metrics = new PipelineMetrics();
        await new DeadLetterRecorder(store, new(store), new([provider.Object]), metrics, TimeProvider.System).RecordAsync(
            Posted.Body("odd") with { Provider = "broken" }, DeadLetterReasons.Undecodable, "Translating failed.", 1, Posted.Arrival, 0, CancellationToken.None);

        Assert.Equal("odd", Assert.Single(await new Pipeline(store).GetItemsAsync("/api/dead-letters", "bodies=true")).Text("body"));
    }

    [Fact]
    public async Task RecordAsync_cuts_what_is_longer_than_a_queue_takes()
    {
        using var home = new BrokerHome();
        var message = await ReceiveAsync(home, Client("cli_1"));

        await home.RecordAsync(message, new string('r', 5000), new string('d', 5000));

        var item = await OnlyAsync(home);
        Assert.Equal((4096, 4096), (item.Text("reason").Length, item.Text("description").Length));
    }

    [Fact]
    public async Task RecordAsync_waits_for_a_store_that_is_down_for_less_than_the_budget()
    {
        DateTimeOffset? up = null;
        BrokerHome? running = null;
        using var home = running = new BrokerHome(_ => running!.Clock.GetUtcNow() < up ? throw Down() : Task.CompletedTask);
        var message = await ReceiveAsync(home, Client("cli_1"));
        up = home.Clock.GetUtcNow().AddSeconds(90);

        Assert.True(await home.RecordAsync(message, "malformed-envelope"));

        await OnlyAsync(home);
    }

    [Fact]
    public async Task RecordAsync_lets_the_message_come_again_while_the_store_stays_down()
    {
        using var log = new LogLines();
        using var home = new BrokerHome(_ => throw Down(), log: log);
        var message = await ReceiveAsync(home, Client("cli_1"));
        var start = home.Clock.GetUtcNow();

        Assert.False(await home.RecordAsync(message, "malformed-envelope"));

        Assert.InRange(home.Clock.GetUtcNow() - start, TimeSpan.FromMinutes(1.5), TimeSpan.FromMinutes(2));
        Assert.Single(log.Lines, line => line.StartsWith("Error: The dead letter platica.ws_1.evt_cli_1 (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RecordAsync_lets_a_message_come_again_only_after_a_while_whatever_the_fault()
    {
        using var home = new BrokerHome(_ => throw new InvalidCastException());
        var message = await ReceiveAsync(home, Client("cli_1"));
        var start = home.Clock.GetUtcNow();

        Assert.False(await home.RecordAsync(message, "malformed-envelope"));

        Assert.Equal(new ProcessingOptions().StoreBudget, home.Clock.GetUtcNow() - start);
    }

    [Fact]
    public async Task RecordAsync_keeps_what_the_store_refuses_with_its_body_in_a_blob()
    {
        using var home = new BrokerHome();
        var message = await ReceiveAsync(home, Client("cli_1"));
        var properties = new Dictionary<string, string>(message.Message.Properties) { ["receivedAt"] = "0001-01-01T00:00:00.0000000Z" };

        Assert.True(await home.RecordAsync(message with { Message = message.Message with { Properties = properties } }, "malformed-envelope"));

        var item = await OnlyAsync(home);
        Assert.Equal(("unknown", "malformed-envelope", Encoding.UTF8.GetString(message.Message.Body.Span)), (item.Text("provider"), item.Text("reason"), item.Text("body")));
        Assert.Single(home.Blobs.Names);
    }

    [Fact]
    public async Task RecordAsync_logs_no_text_of_a_fault_that_nobody_foresaw()
    {
        using var log = new LogLines();
        using var home = new BrokerHome(_ => throw new InvalidCastException("+5215500000001"), log: log);

        Assert.False(await home.RecordAsync(await ReceiveAsync(home, Client("cli_1")), "malformed-envelope"));

        Assert.DoesNotContain(log.Lines, line => line.Contains("521550", StringComparison.Ordinal));
    }

    private static StoreUnavailableException Down() => new("The store is down.");

    private static Delivery Client(string id) => Posted.Event("client.updated", $"evt_{id}", new { client = new { id } });

    private static Delivery Large(string id) => Posted.Event("client.updated", $"evt_{id}", new { client = new { id, notes = new string('x', 300_000) } });

    private static QueueMessage Foreign(string body) =>
        new() { MessageId = "m", Body = Encoding.UTF8.GetBytes(body), Properties = new Dictionary<string, string> { ["color"] = "blue" } };

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static async Task<ReceivedMessage> ReceiveAsync(BrokerHome home, Delivery delivery)
    {
        await home.EnqueueAsync(delivery);
        return Assert.Single(home.Broker.Receive());
    }

    private static async Task<JsonElement> OnlyAsync(BrokerHome home) =>
        Assert.Single(await home.Reading.GetItemsAsync("/api/dead-letters", "bodies=true"));
}
