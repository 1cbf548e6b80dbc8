using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Queue;

/// <summary>Disasters from end to end: whatever fails for a while, in the end everything is stored once and nothing is a dead letter.</summary>
public sealed class DisasterTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(30);

    private static readonly Delivery[] Deliveries =
    [
        .. Enumerable.Range(0, 40).Select(number => Posted.Event(
            "client.updated", $"evt_{number:D2}", new { client = new { id = $"cli_{number:D2}" } }, Posted.Arrival.AddSeconds(number))),
        Posted.Event("client.updated", "evt_99", new { client = new { id = "cli_99", notes = new string('x', 300_000) } }),
        Posted.Event("whatsapp.flows.exchanges", "evt_flow", new { flow = new { id = "flow_1" }, flowResponse = new { flowToken = "t" } })
            with { Reply = new("{\"data\":{}}"u8.ToArray(), "answered", 12) },
    ];

    [Fact]
    public async Task A_store_down_for_half_an_hour_makes_no_dead_letters()
    {
        var outage = new TableOutage();
        using var home = outage.Strike(new BrokerHome(outage.BeforeAsync), Outage);
        await home.EnqueueAsync(Deliveries);

        var rounds = await ProcessUntilEmptyAsync(home);

        Assert.Empty(home.Broker.DeadLetters);
        await AssertStoredAsync(home);
        Assert.InRange(rounds, 10, 30);
    }

    [Fact]
    public async Task The_same_outage_without_patience_would_make_dead_letters_of_all()
    {
        var outage = new TableOutage();
        using var home = outage.Strike(new BrokerHome(outage.BeforeAsync, new() { StoreBudget = TimeSpan.Zero }), Outage);
        await home.EnqueueAsync(Deliveries.Take(3));

        await ProcessUntilEmptyAsync(home);

        Assert.Equal(3, home.Broker.DeadLetters.Count);
        Assert.All(home.Broker.DeadLetters, letter => Assert.Equal((300, "MaxDeliveryCountExceeded"), (letter.Message.DeliveryCount, letter.Reason)));
    }

    [Fact]
    public async Task A_blob_store_down_for_half_an_hour_makes_no_dead_letters()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Deliveries);
        home.Blobs.IsDown = true;
        using var up = home.Clock.CreateTimer(_ => home.Blobs.IsDown = false, null, Outage, Timeout.InfiniteTimeSpan);

        await ProcessUntilEmptyAsync(home);

        Assert.Empty(home.Broker.DeadLetters);
        await AssertStoredAsync(home);
    }

    [Fact]
    public async Task A_broker_down_for_half_an_hour_costs_no_delivery_and_no_order()
    {
        using var home = new BrokerHome();
        home.Broker.IsDown = true;
        await home.EnqueueAsync(Deliveries.Select((delivery, index) => delivery with { ReceivedAt = Posted.Arrival.AddSeconds(index) }).Reverse());
        home.Clock.Advance(Outage);
        Assert.Equal(new DrainResult(0, 0, Deliveries.Length, null), await home.DrainAsync());
        home.Broker.IsDown = false;

        var drained = await home.DrainAsync();
        var arrivals = home.Broker.Waiting.Select(waiting => waiting.Message.Properties[DeliveryMessages.ReceivedAtProperty]).ToList();
        await ProcessUntilEmptyAsync(home);

        Assert.Equal((Deliveries.Length, 0), (drained.Moved, drained.Left));
        Assert.Equal(arrivals.Order(StringComparer.Ordinal), arrivals);
        await AssertStoredAsync(home);
    }

    [Fact]
    public async Task A_crash_between_storing_and_completing_changes_nothing_on_redelivery()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Deliveries);
        var batch = home.Broker.Receive();
        await home.ProcessAsync(batch);
        var before = await StoreImage.TakeAsync(home.Store);

        foreach (var message in batch)
        {
            home.Broker.LoseLock(message);
        }

        var settlements = await home.ProcessNextAsync();

        Assert.Equal(Deliveries.Length, settlements.Count);
        Assert.All(settlements, settlement => Assert.Equal(Settlement.Complete, settlement));
        Assert.Null((await StoreImage.TakeAsync(home.Store)).FirstDifference(before));
        Assert.Equal(0, (await home.Store.ReadRowsAsync()).Count(item => item.Table == TableNames.DeadLetters));
    }

    [Fact]
    public async Task A_delivery_that_was_both_sent_and_kept_in_the_fallback_is_stored_once()
    {
        using var home = new BrokerHome();
        await home.EnqueueAsync(Deliveries);
        await ProcessUntilEmptyAsync(home);
        var before = await StoreImage.TakeAsync(home.Store);
        home.Broker.IsDown = true;
        await home.EnqueueAsync(Deliveries);
        home.Broker.IsDown = false;
        home.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Deliveries.Length, (await home.DrainAsync()).Moved);
        Assert.Equal(Deliveries.Length, home.Broker.Waiting.Count);
        await ProcessUntilEmptyAsync(home);

        Assert.Null((await StoreImage.TakeAsync(home.Store)).FirstDifference(before));
    }

    private static async Task<int> ProcessUntilEmptyAsync(BrokerHome home)
    {
        var rounds = 0;
        for (; home.Broker.Waiting.Count > 0; rounds++)
        {
            Assert.True(rounds < 1000, "It never ends.");
            await home.ProcessNextAsync();
        }

        return rounds;
    }

    private static async Task AssertStoredAsync(BrokerHome home)
    {
        Assert.Equal(Deliveries.Length, (await home.Reading.GetIdsAsync("/api/events")).Distinct().Count());
        Assert.Equal(41, (await home.Reading.GetIdsAsync("/api/clients")).Count);
        Assert.Single(await home.Reading.GetIdsAsync("/api/flow-exchanges"));
        Assert.Empty(await home.Reading.GetIdsAsync("/api/dead-letters"));
    }

    /// <summary>Tables that do not answer until a time.</summary>
    private sealed class TableOutage
    {
        private BrokerHome? _home;
        private DateTimeOffset _until;

        public BrokerHome Strike(BrokerHome home, TimeSpan length)
        {
            (_home, _until) = (home, home.Clock.GetUtcNow() + length);
            return home;
        }

        public Task BeforeAsync(StoreCall call) => _home?.Clock.GetUtcNow() < _until
            ? Task.FromException(new StoreUnavailableException("The store is down."))
            : Task.CompletedTask;
    }
}
