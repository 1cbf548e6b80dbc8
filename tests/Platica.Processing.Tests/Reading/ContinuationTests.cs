using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Reading;

/// <summary>People page while deliveries go on coming.</summary>
public sealed class ContinuationTests
{
    private readonly Pipeline _pipeline = new(new InMemoryTableStore());

    public static TheoryData<string, string> Lists => new()
    {
        { "/api/conversations", "" },
        { "/api/conversations", "tag=even" },
        { "/api/conversations", "since=2026-11-20T15:00:00Z" },
        { "/api/conversations", "phone=525500000001" },
        { "/api/clients", "" },
        { "/api/clients", "phone=525500000001&tag=even" },
        { "/api/conversations/all/messages", "" },
        { "/api/conversations/all/messages", "before=2026-11-20T20:00:00Z&after=2026-11-20T11:30:00Z" },
        { "/api/conversations/all/events", "" },
        { "/api/conversations/all/events", "event=even" },
        { "/api/referrals", "" },
        { "/api/referrals", "ad=even" },
        { "/api/flow-exchanges", "flow=flow_1" },
        { "/api/flow-exchanges", "token=all" },
        { "/api/flow-responses", "" },
        { "/api/flow-responses", "status=even" },
        { "/api/events", "" },
        { "/api/events", "event=even" },
        { "/api/dead-letters", "" },
        { "/api/dead-letters", "reason=even" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Pages_of_any_size_hold_the_same_as_one_that_holds_all(string path, string query)
    {
        await ComeAsync(0, 12);
        var (all, rest) = await _pipeline.GetPageAsync(path, $"{query}&limit=500");
        Assert.Null(rest);

        Assert.True(all.Count >= 4, $"Only {all.Count} items.");
        Assert.Equal(all.Count, all.Distinct().Count());
        foreach (var limit in Enumerable.Range(1, 5))
        {
            Assert.Equal(all, await _pipeline.GetIdsAsync(path, $"{query}&limit={limit}"));
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task What_comes_between_two_pages_neither_hides_nor_repeats_anything(string path, string query)
    {
        await ComeAsync(0, 12);
        var expected = await _pipeline.GetIdsAsync(path, query);
        var seen = new List<string>();
        var next = 12;
        string? continuation = "";
        do
        {
            var (ids, after) = await _pipeline.GetPageAsync(path, $"{query}&limit=2&continuation={continuation}");
            seen.AddRange(ids);
            continuation = after;
            if (next < 30)
            {
                await ComeAsync(next, 3);
                next += 3;
            }
        }
        while (continuation is not null);

        Assert.Equal(expected, seen.Where(expected.Contains));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_conversation_that_becomes_active_again_is_not_repeated_and_found_at_the_front()
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 8).Select(number => Active($"conv_{number}", 20 * number))]);
        var (first, after) = await _pipeline.GetPageAsync("/api/conversations", "limit=3");

        await _pipeline.ProcessAsync(Active("conv_6", 200), Active("conv_1", 220), Active("conv_new", 240));
        var rest = await _pipeline.GetPagesAsync("/api/conversations", "limit=3", after);

        Assert.Equal(["conv_7", "conv_6", "conv_5"], first);
        Assert.Equal(["conv_4", "conv_3", "conv_2", "conv_0"], rest.SelectMany(Pipeline.ItemsOf).Select(item => item.Text("id")));
        Assert.Equal(["conv_new", "conv_1", "conv_6"], (await _pipeline.GetPageAsync("/api/conversations", "limit=3")).Ids);
    }

    private static Delivery Active(string id, int minutes) => Posted.Event(
        "conversation.updated", $"{id}_{minutes}", new { conversation = new { id } }, Posted.Arrival.AddMinutes(minutes));

    /// <summary>For each number a conversation, a client, a message, an event, a referral, an exchange, a response and a dead letter.</summary>
    private async Task ComeAsync(int first, int count)
    {
        foreach (var number in Enumerable.Range(first, count))
        {
            await _pipeline.ProcessAsync([.. Deliveries(number)]);
            var letter = Posted.Event("x", $"id_{number:D2}") with { ReceivedAt = At(number) };
            await _pipeline.PutAsideAsync(letter, Kind(number));
        }
    }

    private static IEnumerable<Delivery> Deliveries(int number)
    {
        var (id, kind) = ($"id_{number:D2}", Kind(number));
        var entity = new { id, tags = new[] { kind }, phoneNumber = "525500000001" };
        yield return Posted.Event(kind, id, new { conversation = entity, client = entity }, At(number));
        yield return Posted.Event(kind, $"{id}_of_all", new { conversation = new { id = "all" } }, At(number));
        yield return Posted.Event(
            "message.created", $"{id}_message", new { conversation = new { id = "all" }, message = new { id, creationDate = At(number) } }, At(number));
        yield return Posted.Event("referral.received", $"{id}_referral", new { ad_id = kind }, At(number));
        yield return Posted.Event(
            "whatsapp.flows.init", $"{id}_exchange", new { flow = new { id = "flow_1" }, flowResponse = new { flowToken = "all" } }, At(number));
        yield return Posted.Event("x", $"{id}_response", new { flowResponse = new { flowToken = id, status = kind } }, At(number));
    }

    private static string Kind(int number) => number % 2 == 0 ? "even" : "odd";

    /// <summary>Each in another quarter of an hour; the later ones on the next day.</summary>
    private static DateTimeOffset At(int number) => Posted.Arrival.AddHours(2 + number);
}
