using System.Globalization;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Deliveries;

public sealed class StateWritingTests
{
    private readonly ObservedTableStore _store = new(new InMemoryTableStore());

    [Fact]
    public async Task A_batch_reads_and_inserts_each_new_state_row_once()
    {
        await new Pipeline(_store).ProcessAsync(Batch("first"));

        Assert.Equal(
            ["Clients cli_1", "Clients cli_2", "Conversations conv_1", "Messages msg_1", "Messages msg_2"],
            StateCalls(StoreOperation.Get));
        Assert.Equal(StateCalls(StoreOperation.Get), StateCalls(StoreOperation.Insert));
        Assert.Empty(StateCalls(StoreOperation.Replace));
    }

    [Fact]
    public async Task The_archive_is_written_after_all_else_and_the_directory_last()
    {
        await new Pipeline(_store).ProcessAsync(Batch("first"));

        var tables = _store.Calls.Where(call => call.Operation is StoreOperation.Insert or StoreOperation.InsertAll).Select(call => call.Table).ToList();
        Assert.Equal([TableNames.Events, TableNames.Directory], tables.SkipWhile(table => table != TableNames.Events).Distinct());
    }

    [Fact]
    public async Task A_batch_reads_and_replaces_each_stored_state_row_once()
    {
        var pipeline = new Pipeline(_store);
        await pipeline.ProcessAsync(Batch("first"));
        _store.ForgetCalls();

        await pipeline.ProcessAsync(Batch("second"));

        Assert.Equal(5, StateCalls(StoreOperation.Get).Count);
        Assert.Equal(StateCalls(StoreOperation.Get), StateCalls(StoreOperation.Replace));
        Assert.Empty(StateCalls(StoreOperation.Insert));
    }

    [Fact]
    public async Task A_repeated_batch_writes_no_state_row()
    {
        var pipeline = new Pipeline(_store);
        await pipeline.ProcessAsync(Batch("first"));
        _store.ForgetCalls();

        await pipeline.ProcessAsync(Batch("first"));

        Assert.Equal(5, StateCalls(StoreOperation.Get).Count);
        Assert.Empty(StateCalls(StoreOperation.Insert));
        Assert.Empty(StateCalls(StoreOperation.Replace));
    }

    [Fact]
    public async Task A_delivery_whose_row_no_store_takes_does_not_drag_the_others_of_its_batch_along()
    {
        var pipeline = new Pipeline(_store);

        var settlements = await pipeline.ProcessAsync(Named("Before", 0), Guilty(), Named("After", 2));

        Assert.Equal([null, DeadLetterReasons.RefusedByStore, null], settlements.Select(settlement => settlement.Reason));
        Assert.Equal([Settlement.Complete, Settlement.Complete], [settlements[0], settlements[2]]);
        Assert.Contains("\"name\":\"After\"", Assert.Single(await pipeline.GetPagesAsync("/api/clients", "")), StringComparison.Ordinal);
        Assert.Contains("refused-by-store", Assert.Single(await pipeline.GetPagesAsync("/api/dead-letters", "")), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Delivery> Batch(string round) =>
    [
        .. Enumerable.Range(0, 20).Select(number => Posted.Event(
            "message.updated",
            $"{round}_{number}",
            new
            {
                conversation = new { id = "conv_1", status = round },
                client = new { id = $"cli_{(number % 2) + 1}", name = round },
                message = new { id = $"msg_{(number % 2) + 1}", content = round },
            },
            Posted.Arrival.AddMinutes(round == "first" ? 0 : 1))),
    ];

    private static Delivery Named(string name, int second) =>
        Posted.Event("client.updated", $"event_{second}", new { client = new { id = "cli_1", name } }, Posted.Arrival.AddSeconds(second));

    /// <summary>10,000 custom fields: more than a row can hold.</summary>
    private static Delivery Guilty()
    {
        var customFields = Enumerable.Range(0, 10_000).ToDictionary(
            number => number.ToString("D5", CultureInfo.InvariantCulture), _ => new string('a', 100));
        var client = new { id = "cli_1", name = "Guilty", customFields };
        return Posted.Event("client.customFields.updated", "event_1", new { client }, Posted.Arrival.AddSeconds(1));
    }

    private IReadOnlyList<string> StateCalls(StoreOperation operation) =>
    [
        .. _store.Calls
            .Where(call => call.Operation == operation)
            .Where(call => call.Table is TableNames.Conversations or TableNames.Messages or TableNames.Clients)
            .Select(call => $"{call.Table} {IdOf(call)}")
            .Order(StringComparer.Ordinal),
    ];

    private static string IdOf(StoreCall call) =>
        call.Table == TableNames.Messages ? call.PartitionKey.Split(TableKey.Separator)[1] : call.RowKeys[0];
}
