using System.Text.Json;
using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Reading;

public sealed class PagingTests
{
    private readonly Pipeline _pipeline = new(new InMemoryTableStore());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(15)]
    [InlineData(500)]
    public async Task Events_of_several_days_come_newest_first_and_each_once(int limit)
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 15).Select(Event)]);

        var pages = await _pipeline.GetPagesAsync("/api/events", $"limit={limit}");

        Assert.Equal(Enumerable.Range(0, 15).Reverse().Select(number => $"event_{number:D2}"), pages.SelectMany(Ids));
        Assert.Equal((15 + limit - 1) / limit, pages.Count);
    }

    [Fact]
    public async Task Events_of_one_day_are_that_day_s_alone()
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 15).Select(Event)]);

        var pages = await _pipeline.GetPagesAsync("/api/events", "limit=2&day=2026-11-22");

        Assert.Equal(["event_08", "event_07", "event_06"], pages.SelectMany(Ids));
    }

    [Fact]
    public async Task Events_that_come_between_two_pages_disturb_neither()
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 15).Where(number => number % 2 == 0).Select(Event)]);
        var first = await ReadAsync("/api/events", "limit=3");

        await _pipeline.ProcessAsync([.. Enumerable.Range(9, 21).Where(number => number % 2 == 1).Select(Event)]);
        var rest = await _pipeline.GetPagesAsync("/api/events", "limit=3", first.Continuation);

        Assert.Equal(["event_14", "event_12", "event_10"], first.Ids);
        Assert.Equal(["event_09", "event_08", "event_06", "event_04", "event_02", "event_00"], rest.SelectMany(Ids));
    }

    [Fact]
    public async Task Messages_that_come_between_two_pages_disturb_neither()
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 8).Select(Message)]);
        var first = await ReadAsync("/api/conversations/conv_1/messages", "limit=3");

        await _pipeline.ProcessAsync([.. Enumerable.Range(8, 5).Select(Message)]);
        var second = await ReadAsync("/api/conversations/conv_1/messages", $"limit=3&continuation={first.Continuation}");
        var third = await ReadAsync("/api/conversations/conv_1/messages", $"limit=3&continuation={second.Continuation}");

        Assert.Equal(
            ["msg_07", "msg_06", "msg_05", "msg_04", "msg_03", "msg_02", "msg_01", "msg_00"], [.. first.Ids, .. second.Ids, .. third.Ids]);
        Assert.Null(third.Continuation);
    }

    [Fact]
    public async Task Conversations_come_with_the_most_active_first_and_each_once()
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 60).Select(Activity)]);

        var pages = await _pipeline.GetPagesAsync("/api/conversations", "limit=2");

        Assert.Equal(["conv_4", "conv_3", "conv_2", "conv_1", "conv_0"], pages.SelectMany(Ids));
    }

    [Fact]
    public async Task A_message_that_moved_is_listed_in_its_last_conversation_alone()
    {
        await _pipeline.ProcessAsync(Moved("conv_1", 0), Moved("conv_2", 1), Moved("conv_3", 0));

        Assert.Empty((await ReadAsync("/api/conversations/conv_1/messages", "")).Ids);
        Assert.Equal(["msg_1"], (await ReadAsync("/api/conversations/conv_2/messages", "")).Ids);
        Assert.Empty((await ReadAsync("/api/conversations/conv_3/messages", "")).Ids);
    }

    /// <summary>Three events a day.</summary>
    private static Delivery Event(int number) => Posted.Event("x", $"event_{number:D2}", at: Posted.Arrival.AddHours((8 * number) - 9));

    /// <summary>Five conversations in turn, each time in another quarter of an hour.</summary>
    private static Delivery Activity(int number) => Posted.Event(
        "conversation.status.updated",
        $"event_{number:D2}",
        new { conversation = new { id = $"conv_{number % 5}" } },
        Posted.Arrival.AddMinutes(20 * number));

    private static Delivery Message(int number) => Posted.Event(
        "message.created",
        $"event_{number}",
        new { conversation = new { id = "conv_1" }, message = new { id = $"msg_{number:D2}", creationDate = Second(number) } },
        Second(number));

    private static Delivery Moved(string conversation, int second) => Posted.Event(
        "message.updated",
        $"event_{conversation}",
        new { conversation = new { id = conversation }, message = new { id = "msg_1", creationDate = Posted.Arrival } },
        Second(second));

    private static DateTimeOffset Second(int number) => Posted.Arrival.AddSeconds(number);

    private static List<string> Ids(string page)
    {
        Assert.StartsWith("200 ", page, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(page[4..]);
        return Ids(document);
    }

    private static List<string> Ids(JsonDocument list) =>
        [.. list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private async Task<(List<string> Ids, string? Continuation)> ReadAsync(string path, string query)
    {
        var answer = await _pipeline.GetAsync(path, query);
        using var document = JsonDocument.Parse(answer.Body);
        return (Ids(document), document.RootElement.GetProperty("continuation").GetString());
    }
}
