using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Deliveries;

/// <summary>What a batch of all kinds of deliveries asks of the store: every call counts, on a store over the network it is a bill.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] StateTables = [TableNames.Conversations, TableNames.Messages, TableNames.Clients, TableNames.FlowResponses];

    private readonly ObservedTableStore _store = new(new InMemoryTableStore());
    private readonly Pipeline _pipeline;

    public RoundTripTests() => _pipeline = new(_store);

    [Fact]
    public async Task A_new_batch_reads_and_writes_each_state_row_once_and_inserts_by_partition()
    {
        await ProcessAsync(Batch(0));

        // 2 conversations, 4 messages, 2 clients, 3 sessions.
        Assert.Equal(11, _store.Calls.Count(call => call.Operation == StoreOperation.Get));
        Assert.Equal(11, _store.Calls.Count(IsStateWrite));
        AssertOneCallForEachRow(StoreOperation.Get);
        AssertOneCallForEachRow(StoreOperation.Insert);
        AssertOneCallForEachPartition();
        Assert.DoesNotContain(_store.Calls, call => call.Operation is StoreOperation.Query or StoreOperation.Replace);
        Assert.Equal(0, _store.Conflicts);
    }

    [Fact]
    public async Task A_later_batch_reads_and_replaces_each_state_row_once()
    {
        await ProcessAsync(Batch(0));
        _store.ForgetCalls();

        await ProcessAsync(Batch(1));

        Assert.Equal(11, _store.Calls.Count(call => call.Operation == StoreOperation.Get));
        Assert.Equal(11, _store.Calls.Count(call => call.Operation == StoreOperation.Replace));
        AssertOneCallForEachRow(StoreOperation.Get);
        AssertOneCallForEachRow(StoreOperation.Replace);
        Assert.DoesNotContain(_store.Calls, call => call.Operation == StoreOperation.Query);
        Assert.DoesNotContain(_store.Calls, call => call.Operation == StoreOperation.Insert && StateTables.Contains(call.Table));
    }

    [Fact]
    public async Task A_redelivered_batch_reads_each_state_row_once_writes_none_and_asks_for_each_other_row_once_more()
    {
        await ProcessAsync(Batch(0));
        var first = _store.Calls.Where(IsInsertOnly).ToList();
        _store.ForgetCalls();

        await ProcessAsync(Batch(0));

        Assert.Equal(11, _store.Calls.Count(call => call.Operation == StoreOperation.Get));
        Assert.DoesNotContain(_store.Calls, IsStateWrite);
        Assert.DoesNotContain(_store.Calls, call => call.Operation is StoreOperation.Query or StoreOperation.Replace);

        // The transaction of each partition, which finds them there, and then every row by itself.
        var rows = first.Sum(call => call.RowKeys.Count);
        var transactions = first.Count(call => call.RowKeys.Count > 1);
        Assert.Equal(rows + transactions, _store.Calls.Count(IsInsertOnly));
    }

    [Fact]
    public async Task A_batch_of_one_delivery_twenty_times_costs_what_it_costs_once()
    {
        var once = new ObservedTableStore(new InMemoryTableStore());
        await new Pipeline(once).ProcessAsync(Batch(0)[0]);

        await ProcessAsync([.. Enumerable.Repeat(Batch(0)[0], 20)]);

        Assert.Equal(Ordered(once.Calls), Ordered(_store.Calls));
    }

    [Fact]
    public async Task A_partition_of_more_rows_than_a_transaction_takes_costs_a_call_for_each_hundred()
    {
        await ProcessAsync([.. Enumerable.Range(0, 250).Select(number =>
            Posted.Event("conversation.updated", $"event_{number}", new { conversation = new { id = "conv_1" } }, Posted.Arrival.AddSeconds(number)))]);

        Assert.Equal([50, 100, 100], CallsTo(TableNames.Events).Select(call => call.RowKeys.Count).Order());
        Assert.Equal([50, 100, 100], CallsTo(TableNames.ConversationEvents).Select(call => call.RowKeys.Count).Order());
        Assert.Equal(2, CallsTo(TableNames.Conversations).Count());
        Assert.Single(CallsTo(TableNames.Activity));
        Assert.Equal(2, CallsTo(TableNames.Directory).Count());
        Assert.Equal(11, _store.Calls.Count);
    }

    /// <summary>Forty deliveries about two conversations, four messages, two clients and three sessions.</summary>
    private static List<Delivery> Batch(int round) => [.. Enumerable.Range(0, 40).Select(number => Delivery(round, number))];

    private static Delivery Delivery(int round, int number)
    {
        var (id, at) = ($"event_{round}_{number}", Posted.Arrival.AddHours(round).AddSeconds(number));
        var conversation = new { id = $"conv_{number % 2}", status = id, phoneNumber = "525500000001" };
        var client = new { id = $"cli_{number % 2}", name = id, phoneNumber = "525500000001" };
        return (number % 5) switch
        {
            0 => Posted.Event("message.created", id, new { conversation, client, message = new { id = $"msg_{number % 4}", content = id, creationDate = at } }, at),
            1 => Posted.Event("conversation.tags.updated", id, new { conversation }, at),
            2 => Posted.Event("client.updated", id, new { client }, at),
            3 => Posted.Event("referral.received", id, new { conversation, ad_id = "ad_1" }, at),
            _ => Posted.Event(
                "whatsapp.flows.exchanges", id, new { conversation, flow = new { id = "flow_1" }, flowResponse = new { flowToken = $"t_{number % 3}", status = id } }, at),
        };
    }

    private static IEnumerable<string> Ordered(IEnumerable<StoreCall> calls) =>
        calls.Select(call => $"{call.Operation} {call.Table} {call.PartitionKey} {string.Join(' ', call.RowKeys)}").Order(StringComparer.Ordinal);

    private static bool IsStateWrite(StoreCall call) => call.IsSingleWrite && StateTables.Contains(call.Table);

    private static bool IsInsertOnly(StoreCall call) =>
        call.Operation is StoreOperation.Insert or StoreOperation.InsertAll && !StateTables.Contains(call.Table);

    private IEnumerable<StoreCall> CallsTo(string table) => _store.Calls.Where(call => call.Table == table);

    private async Task ProcessAsync(IReadOnlyList<Delivery> batch) =>
        Assert.All(await _pipeline.ProcessAsync(batch), settlement => Assert.Equal(SettlementKind.Complete, settlement.Kind));

    private void AssertOneCallForEachRow(StoreOperation operation)
    {
        var rows = _store.Calls.Where(call => call.Operation == operation && StateTables.Contains(call.Table))
            .Select(call => (call.Table, call.PartitionKey, Assert.Single(call.RowKeys))).ToList();
        Assert.Equal(rows.Count, rows.Distinct().Count());
    }

    /// <summary>All insert-only tables but the dead letters are touched, and no partition twice.</summary>
    private void AssertOneCallForEachPartition()
    {
        var calls = _store.Calls.Where(IsInsertOnly).ToList();
        Assert.Equal(PlaticaTables.All.Except(StateTables).Except([TableNames.DeadLetters]).Order(), calls.Select(call => call.Table).Distinct().Order());
        Assert.Equal(calls.Count, calls.Select(call => (call.Table, call.PartitionKey)).Distinct().Count());
        Assert.All(calls, call => Assert.InRange(call.RowKeys.Count, 1, TableLimits.TransactionRows));
    }
}
