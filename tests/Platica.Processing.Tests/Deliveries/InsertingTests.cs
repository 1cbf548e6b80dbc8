using System.Security.Cryptography;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Deliveries;

public sealed class InsertingTests
{
    private readonly ObservedTableStore _store = new(new InMemoryTableStore());

    [Fact]
    public async Task A_batch_inserts_the_rows_of_a_partition_in_one_transaction()
    {
        await new Pipeline(_store).ProcessAsync(Events(0, 20));

        Assert.Equal([20], EventRowsPerCall());
        Assert.Equal(0, _store.Conflicts);
    }

    [Fact]
    public async Task A_batch_inserts_a_row_that_several_deliveries_share_once()
    {
        await new Pipeline(_store).ProcessAsync(Events(0, 20));

        Assert.Equal([1, 1], _store.Calls.Where(call => call.Table == TableNames.Directory).Select(call => call.RowKeys.Count));
    }

    [Fact]
    public async Task A_batch_goes_row_by_row_where_some_rows_are_there_already()
    {
        var pipeline = new Pipeline(_store);
        await pipeline.ProcessAsync(Events(0, 5));
        _store.ForgetCalls();

        var settlements = await pipeline.ProcessAsync(Events(4, 4));

        Assert.All(settlements, settlement => Assert.Equal(SettlementKind.Complete, settlement.Kind));
        Assert.Equal([4, 1, 1, 1, 1], EventRowsPerCall());
        Assert.Equal(8, await CountEventsAsync(pipeline));
    }

    [Fact]
    public async Task More_rows_than_a_transaction_takes_are_split()
    {
        var pipeline = new Pipeline(_store);

        await pipeline.ProcessAsync(Events(0, 250));

        Assert.Equal([50, 100, 100], EventRowsPerCall().Order());
        Assert.Equal(250, await CountEventsAsync(pipeline));
    }

    [Fact]
    public async Task More_bytes_than_a_transaction_takes_are_split()
    {
        var pipeline = new Pipeline(_store);
        var bodies = Enumerable.Range(0, 6).Select(number => Posted.Event("x", $"event_{number}", Incompressible(1_000_000)));

        var settlements = await pipeline.ProcessAsync([.. bodies]);

        Assert.All(settlements, settlement => Assert.Equal(SettlementKind.Complete, settlement.Kind));
        Assert.Equal(2, EventRowsPerCall().Count);
        Assert.Equal(0, _store.Conflicts);
    }

    [Fact]
    public async Task A_row_that_no_store_takes_ends_its_own_delivery_alone()
    {
        var picky = new ObservedTableStore(new InMemoryTableStore(), call => call.Table == TableNames.Referrals
            ? throw new StoreRefusedException("No referrals here.")
            : Task.CompletedTask);
        var guilty = Posted.Event("referral.received", "event_1", new { ad_id = "ad_1" });

        var settlements = await new Pipeline(picky).ProcessAsync(Event(0), guilty, Event(2));

        Assert.Equal([null, DeadLetterReasons.RefusedByStore, null], settlements.Select(settlement => settlement.Reason));
        Assert.Equal([Settlement.Complete, Settlement.Complete], [settlements[0], settlements[2]]);
    }

    [Fact]
    public async Task Two_referrals_of_one_event_id_are_both_kept()
    {
        var pipeline = new Pipeline(_store);

        await pipeline.ProcessAsync(
            Posted.Event("referral.received", "event_1", new { ad_id = "ad_1" }),
            Posted.Event("referral.received", "event_1", new { ad_id = "ad_2" }));

        Assert.Equal(["ad_1", "ad_2"], (await pipeline.GetItemsAsync("/api/referrals")).Select(referral => referral.Text("adId")).Order());
    }

    [Fact]
    public async Task Two_dead_letters_of_one_event_id_and_moment_are_both_kept()
    {
        var pipeline = new Pipeline(_store);

        await pipeline.ProcessAsync(Posted.Body("""{"id":"event_1","event":"x","""), Posted.Body("""{"id":"event_1","event":"y","""));

        Assert.Equal(2, Assert.Single(await pipeline.GetPagesAsync("/api/dead-letters", "")).Split("malformed-envelope").Length - 1);
    }

    private static IReadOnlyList<Delivery> Events(int first, int count) => [.. Enumerable.Range(first, count).Select(Event)];

    private static Delivery Event(int number) => Posted.Event("x", $"event_{number:D3}");

    private static string Incompressible(int characters)
    {
        var bytes = new byte[characters * 3 / 4];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static async Task<int> CountEventsAsync(Pipeline pipeline) =>
        (await pipeline.GetPagesAsync("/api/events", "limit=100")).Sum(page => page.Split("\"id\":\"event_").Length - 1);

    private IReadOnlyList<int> EventRowsPerCall() =>
    [
        .. _store.Calls
            .Where(call => call.Table == TableNames.Events && call.Operation != StoreOperation.Query)
            .Select(call => call.RowKeys.Count),
    ];
}
