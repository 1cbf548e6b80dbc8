using System.Collections.Concurrent;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Deliveries;

/// <summary>One delivery a hundred times at once, as a queue may hand it to a hundred consumers.</summary>
public sealed class ParallelDuplicatesTests
{
    private const int Times = 100;
    private const int Processors = 5;

    private static readonly object Conversation = new { id = "conv_1", status = "open", phoneNumber = "525500000001" };
    private static readonly object Client = new { id = "cli_1", name = "Lucía Demo", phoneNumber = "525500000001" };

    private static readonly Dictionary<string, Delivery> Deliveries = new()
    {
        ["message.created"] = Posted.Event(
            "message.created", "event_1", new { conversation = Conversation, client = Client, message = new { id = "msg_1", content = "Hola", status = "received" } }),
        ["message.updated"] = Posted.Event(
            "message.updated", "event_1", new { conversation = Conversation, message = new { id = "msg_1", status = "read", creationDate = Posted.Arrival } }),
        ["conversation.expired"] = Posted.Event("conversation.expired", "event_1", new { conversation = Conversation }),
        ["client.customFields.updated"] = Posted.Event(
            "client.customFields.updated", "event_1", new { client = new { id = "cli_1", customFields = new { etapa = "nuevo", visitas = 3 } } }),
        ["referral.received"] = Posted.Event("referral.received", "event_1", new { conversation = Conversation, ad_id = "ad_1" }),
        ["whatsapp.flows.exchanges"] = Posted.Event(
            "whatsapp.flows.exchanges",
            "event_1",
            new { conversation = Conversation, client = Client, flow = new { id = "flow_1" }, flowResponse = new { flowToken = "t_1", status = "IN_PROGRESS" } }),
        ["no event name"] = Posted.Body("""{"id":"event_1","workspaceId":"ws_1"}"""),
    };

    public static TheoryData<string, string> RowsOfEach => new()
    {
        { "message.created", "Activity Clients Conversations Directory Directory Events Messages PhoneIndex PhoneIndex Timeline" },
        { "message.updated", "Activity Conversations Directory Directory Events Messages PhoneIndex Timeline" },
        { "conversation.expired", "Activity ConversationEvents Conversations Directory Directory Events PhoneIndex" },
        { "client.customFields.updated", "Clients Directory Directory Events" },
        { "referral.received", "Activity ConversationEvents Conversations Directory Directory Events PhoneIndex Referrals Referrals" },
        {
            "whatsapp.flows.exchanges",
            "Activity Clients ConversationEvents Conversations Directory Directory Directory Events FlowExchanges FlowExchanges FlowResponses PhoneIndex PhoneIndex"
        },
        { "no event name", "DeadLetters Directory" },
    };

    [Theory]
    [MemberData(nameof(RowsOfEach))]
    public async Task A_delivery_a_hundred_times_at_once_leaves_what_it_leaves_once(string name, string tables)
    {
        var once = new ObservedTableStore(new InMemoryTableStore());
        await new Pipeline(once).ProcessAsync(Deliveries[name]);
        var often = new ObservedTableStore(new InMemoryTableStore());
        var together = new ObservedTableStore(often, Together());
        var processors = Enumerable.Range(0, Processors).Select(_ => new Pipeline(together)).ToList();

        var settlements = await Task.WhenAll(Enumerable.Range(0, Times).Select(time => Task.Run(() => processors[time % Processors].ProcessAsync(Deliveries[name]))));

        Assert.All(settlements, settlement => Assert.NotEqual(SettlementKind.Abandon, Assert.Single(settlement).Kind));
        Assert.Equal(tables, string.Join(' ', (await often.ReadRowsAsync()).Select(row => row.Table).Order(StringComparer.Ordinal)));
        Assert.Null((await StoreImage.TakeAsync(once)).FirstDifference(await StoreImage.TakeAsync(often)));
    }

    /// <summary>
    /// Lets nobody read a state row before all are about to read it, so that all find it missing and all write it. A dead letter is read by
    /// those who found it there.
    /// </summary>
    private static Func<StoreCall, Task> Together()
    {
        var meetings = new ConcurrentDictionary<string, Meeting>();
        return call => call.Operation == StoreOperation.Get && call.Table != TableNames.DeadLetters
            ? meetings.GetOrAdd($"{call.Table} {call.PartitionKey} {call.RowKeys[0]}", _ => new()).ArriveAsync()
            : YieldAsync();
    }

    private static async Task YieldAsync() => await Task.Yield();

    private sealed class Meeting
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task ArriveAsync()
        {
            if (Interlocked.Increment(ref _arrived) == Times)
            {
                _all.SetResult();
            }

            return _all.Task;
        }
    }
}
