using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Deliveries;

public sealed class OutageTests
{
    private static readonly ProcessingOptions Options = new() { StoreBudget = TimeSpan.FromMinutes(2) };

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_store_that_is_down_for_less_than_the_budget_delays_the_batch()
    {
        var down = _clock.GetUtcNow().AddSeconds(90);
        var store = StoreThatFails(_ => _clock.GetUtcNow() < down);

        var settlement = Assert.Single(await ProcessAsync(store, Client("cli_1")));

        Assert.Equal(Settlement.Complete, settlement);
        Assert.InRange(_clock.GetUtcNow(), down, down.AddSeconds(10));
        Assert.Contains("cli_1", Assert.Single(await new Pipeline(store).GetPagesAsync("/api/clients", "")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_down_for_longer_than_the_budget_abandons_the_batch()
    {
        var start = _clock.GetUtcNow();
        var store = StoreThatFails(_ => true);

        var settlement = Assert.Single(await ProcessAsync(store, Client("cli_1")));

        Assert.Equal(SettlementKind.Abandon, settlement.Kind);
        Assert.InRange(_clock.GetUtcNow() - start, Options.StoreBudget - TimeSpan.FromSeconds(10), Options.StoreBudget);
        Assert.All(store.Calls, call => Assert.Equal(StoreOperation.Get, call.Operation));
    }

    [Fact]
    public async Task Waiting_grows_so_that_a_store_in_trouble_is_asked_seldom()
    {
        var store = StoreThatFails(_ => true);

        await ProcessAsync(store, Client("cli_1"));

        Assert.InRange(store.Calls.Count, 10, 25);
    }

    [Fact]
    public async Task A_delivery_that_was_abandoned_completes_when_it_comes_again()
    {
        var isDown = true;
        var store = StoreThatFails(_ => isDown);
        await ProcessAsync(store, Client("cli_1"));
        isDown = false;

        var settlement = Assert.Single(await ProcessAsync(store, Client("cli_1")));

        Assert.Equal(Settlement.Complete, settlement);
    }

    [Fact]
    public async Task A_row_out_of_reach_abandons_only_the_deliveries_that_need_it()
    {
        var store = StoreThatFails(call => call.Table == TableNames.Clients && call.RowKeys.Contains("cli_2"));

        var settlements = await ProcessAsync(store, Client("cli_1"), Client("cli_2"), Client("cli_3"));

        Assert.Equal(
            [SettlementKind.Complete, SettlementKind.Abandon, SettlementKind.Complete], settlements.Select(settlement => settlement.Kind));
    }

    [Fact]
    public async Task Insert_only_rows_out_of_reach_abandon_the_delivery_after_its_state_was_written()
    {
        var store = StoreThatFails(call => call.Table == TableNames.Events);

        var settlement = Assert.Single(await ProcessAsync(store, Client("cli_1")));

        Assert.Equal(SettlementKind.Abandon, settlement.Kind);
        Assert.Contains(await store.ReadRowsAsync(), item => item.Table == TableNames.Clients);
    }

    [Fact]
    public async Task A_delivery_without_meaning_does_not_hurt_the_others_of_its_batch()
    {
        var store = StoreThatFails(_ => false);

        var settlements = await ProcessAsync(
            store, Client("cli_1"), Posted.Body("not JSON"), Client("cli_2") with { Provider = "other" }, Client("cli_3"));

        Assert.Equal(
            [null, DeadLetterReasons.MalformedEnvelope, DeadLetterReasons.UnknownProvider, null],
            settlements.Select(settlement => settlement.Reason));
        Assert.Equal([Settlement.Complete, Settlement.Complete], [settlements[0], settlements[3]]);
    }

    private static ObservedTableStore StoreThatFails(Func<StoreCall, bool> fails) => new(
        new InMemoryTableStore(),
        call => fails(call) ? Task.FromException(new StoreUnavailableException("The store is down.")) : Task.CompletedTask);

    private static Delivery Client(string id) => Posted.Event("client.updated", $"event_{id}", new { client = new { id } });

    /// <summary>Processes a batch and moves the clock on whenever it waits.</summary>
    private async Task<IReadOnlyList<Settlement>> ProcessAsync(ObservedTableStore store, params IReadOnlyList<Delivery> batch)
    {
        var processing = new Pipeline(store, _clock, Options).ProcessAsync(batch);
        while (!processing.IsCompleted)
        {
            if (_clock.PendingTimers > 0)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            await Task.Yield();
        }

        return await processing;
    }
}
