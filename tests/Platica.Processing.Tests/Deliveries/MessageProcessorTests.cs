using System.Text;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Events;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Deliveries;

public sealed class MessageProcessorTests
{
    private static readonly QueueMessage Foreign = new() { MessageId = "m", Body = "hello"u8.ToArray(), Properties = new Dictionary<string, string>() };

    [Fact]
    public async Task ProcessAsync_stores_a_batch_and_completes_it()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Client("cli_1"), Client("cli_2"));

        Assert.Equal([Settlement.Complete, Settlement.Complete], await home.ProcessNextAsync());
        Assert.Equal(["cli_1", "cli_2"], await home.Reading.GetIdsAsync("/api/clients"));
    }

    [Fact]
    public async Task ProcessAsync_of_nothing_settles_nothing()
    {
        using var home = new BrokerHome();

        Assert.Empty(await home.ProcessAsync([]));
    }

    [Fact]
    public async Task ProcessAsync_settles_each_message_by_itself_in_the_order_of_the_batch()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Client("cli_1"), Large("cli_2"), Posted.Body("not JSON"), Client("cli_3") with { Provider = "other" }, Client("cli_4"));
        await home.Broker.SendAsync(Foreign, CancellationToken.None);
        await home.Blobs.DeleteAsync(Assert.Single(home.Blobs.Names), CancellationToken.None);

        var settlements = await home.ProcessNextAsync();

        Assert.Equal(
            [
                null,
                DeadLetterReasons.BodyMissing,
                DeadLetterReasons.MalformedEnvelope,
                DeadLetterReasons.UnknownProvider,
                null,
                DeadLetterReasons.NotADelivery,
            ],
            settlements.Select(settlement => settlement.Reason));
        Assert.Equal(["cli_1", "cli_4"], await home.Reading.GetIdsAsync("/api/clients"));
    }

    [Fact]
    public async Task ProcessAsync_archives_a_large_body_by_its_reference_and_the_read_api_shows_it()
    {
        using var home = new BrokerHome();
        var large = Large("cli_1");
        await home.EnqueueAsync(large);

        await home.ProcessNextAsync();

        var row = Assert.Single(await home.Store.ReadRowsAsync(), item => item.Table == TableNames.Events).Row;
        Assert.Equal(Assert.Single(home.Blobs.Names), row.GetText("BodyReference"));
        Assert.DoesNotContain("Body", row.Columns.Keys);
        var item = Assert.Single(await home.Reading.GetItemsAsync("/api/events", "bodies=true"));
        Assert.Equal(Encoding.UTF8.GetString(large.Body.Span), item.Text("body"));
    }

    [Fact]
    public async Task ProcessAsync_waits_for_a_blob_store_that_is_down_for_less_than_the_budget()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Large("cli_1"));
        home.Blobs.IsDown = true;
        using var up = home.Clock.CreateTimer(_ => home.Blobs.IsDown = false, null, TimeSpan.FromSeconds(90), Timeout.InfiniteTimeSpan);

        Assert.Equal([Settlement.Complete], await home.ProcessNextAsync());
    }

    [Fact]
    public async Task ProcessAsync_gives_back_only_what_needs_a_blob_store_that_stays_down()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Client("cli_1"), Large("cli_2"));
        home.Blobs.IsDown = true;
        var start = home.Clock.GetUtcNow();

        var settlements = await home.ProcessNextAsync();

        Assert.Equal([SettlementKind.Complete, SettlementKind.Abandon], settlements.Select(settlement => settlement.Kind));
        Assert.InRange(home.Clock.GetUtcNow() - start, TimeSpan.FromMinutes(1.5), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task ProcessAsync_gives_back_what_has_no_settlement_when_its_time_is_over_though_a_call_hangs()
    {
        var hung = new TaskCompletionSource();
        using var log = new LogLines();
        using var home = new BrokerHome(call => call.RowKeys.Contains("cli_1") ? hung.Task : Task.CompletedTask, log: log);
        await home.EnqueueAsync(Client("cli_1"), Client("cli_2"));
        await home.Broker.SendAsync(Foreign, CancellationToken.None);
        var start = home.Clock.GetUtcNow();

        // Nothing waits on the clock but the batch's own deadline.
        var processing = home.ProcessAsync(home.Broker.Receive());
        home.Clock.Advance(new ProcessingOptions().BatchBudget);
        var settlements = await processing;

        Assert.Equal([SettlementKind.Abandon, SettlementKind.Abandon, SettlementKind.DeadLetter], settlements.Select(settlement => settlement.Kind));
        Assert.Equal(TimeSpan.FromMinutes(4), home.Clock.GetUtcNow() - start);
        Assert.Single(log.Lines, line => line.StartsWith("Error: 2 of 3 messages", StringComparison.Ordinal));
        hung.SetResult();
    }

    [Fact]
    public async Task ProcessAsync_that_is_cancelled_while_it_stores_gives_back_what_is_not_stored()
    {
        using var stopping = new CancellationTokenSource();
        using var home = new BrokerHome(_ => stopping.CancelAsync());
        await home.EnqueueAsync(Client("cli_1"));

        var settlement = Assert.Single(await home.ProcessAsync(home.Broker.Receive(), stopping.Token));

        Assert.Equal(SettlementKind.Abandon, settlement.Kind);
    }

    [Fact]
    public async Task ProcessAsync_stores_what_needs_no_blob_while_it_waits_for_a_blob_store_that_is_down()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Large("cli_1"), Client("cli_2"));
        home.Blobs.IsDown = true;

        var processing = home.Processor.ProcessAsync(home.Broker.Receive(), CancellationToken.None);

        Assert.Equal(["cli_2"], await home.Reading.GetIdsAsync("/api/clients"));
        Assert.False(processing.IsCompleted);
        home.Blobs.IsDown = false;
        Assert.Equal([Settlement.Complete, Settlement.Complete], await home.Clock.RunAsync(processing, TimeSpan.FromMilliseconds(100), idleTimers: 1));
    }

    [Fact]
    public async Task ProcessAsync_puts_aside_what_it_fails_to_read_for_a_reason_that_nobody_foresaw()
    {
        using var log = new LogLines();
        using var home = new BrokerHome(log: log);
        await home.EnqueueAsync(Large("cli_1"), Client("cli_2"));
        home.Blobs.Fault = new InvalidCastException("+5215500000001");

        var settlements = await home.ProcessNextAsync();

        Assert.Equal(
            [Settlement.DeadLetter(DeadLetterReasons.Undecodable, "Reading it failed with InvalidCastException."), Settlement.Complete], settlements);
        Assert.DoesNotContain(log.Lines, line => line.Contains("521550", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ProcessAsync_logs_how_long_the_oldest_message_was_in_the_queue()
    {
        using var log = new LogLines();
        using var home = new BrokerHome(log: log);
        await home.EnqueueAsync(Client("cli_1"));
        home.Clock.Advance(TimeSpan.FromMinutes(7));
        await home.EnqueueAsync(Client("cli_2"));

        await home.ProcessNextAsync();

        Assert.Single(
            log.Lines, line => line.StartsWith("Information: 2 messages: 0 put aside, 0 given back; the oldest was in the queue for 00:07:00.", StringComparison.Ordinal));
    }

    private static Delivery Client(string id) => Posted.Event("client.updated", $"evt_{id}", new { client = new { id } });

    private static Delivery Large(string id) =>
        Posted.Event("client.updated", $"evt_{id}", new { client = new { id, name = "Ana", notes = new string('x', 300_000) } });
}
