using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Reading;

/// <summary>What a conversation's messages and events show.</summary>
public sealed class TimelineTests
{
    private const string Messages = "/api/conversations/conv_1/messages";
    private const string Events = "/api/conversations/conv_1/events";

    private readonly Pipeline _pipeline = new(new InMemoryTableStore());

    [Theory]
    [InlineData("", "4 3 2 1 0")]
    [InlineData("before=2026-11-20T09:00:03Z", "2 1 0")]
    [InlineData("before=2026-11-20T09:00:03.0000001Z", "3 2 1 0")]
    [InlineData("after=2026-11-20T09:00:03Z", "4")]
    [InlineData("after=2026-11-20T09:00:02.9999999Z", "4 3")]
    [InlineData("after=2026-11-20T09:00:00Z&before=2026-11-20T09:00:04Z", "3 2 1")]
    [InlineData("after=2026-11-20T09:00:01Z&before=2026-11-20T09:00:02Z", "")]
    [InlineData("after=2026-11-20T09:00:04Z&before=2026-11-20T09:00:00Z", "")]
    [InlineData("before=2026-11-20", "")]
    [InlineData("after=2026-11-20&limit=1", "4 3 2 1 0")]
    [InlineData("before=2026-11-20T09:00:04Z&limit=1", "3 2 1 0")]
    public async Task Messages_and_events_are_cut_by_times_that_are_left_out_themselves(string query, string numbers)
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 5).SelectMany(number => new[] { Message(number), Event("conversation.updated", number) })]);
        await _pipeline.ProcessAsync(Posted.Event("conversation.updated", "event_other", new { conversation = new { id = "conv_2" } }));

        Assert.Equal(Named("msg", numbers), await _pipeline.GetIdsAsync(Messages, query));
        Assert.Equal(Named("event", numbers), await _pipeline.GetIdsAsync(Events, query));
    }

    [Theory]
    [InlineData("event=conversation.tags.updated", "4 2 0")]
    [InlineData("event=Conversation.Tags.Updated&limit=1", "4 2 0")]
    [InlineData("event=conversation.tags.updated&before=2026-11-20T09:00:04Z", "2 0")]
    [InlineData("event=conversation.tags", "")]
    public async Task Events_of_a_conversation_are_narrowed_by_name(string query, string numbers)
    {
        await _pipeline.ProcessAsync([.. Enumerable.Range(0, 5).Select(number => Event(number % 2 == 0 ? "conversation.tags.updated" : "conversation.expired", number))]);

        Assert.Equal(Named("event", numbers), await _pipeline.GetIdsAsync(Events, query));
    }

    [Fact]
    public async Task An_event_of_a_conversation_tells_what_happened_and_who_caused_it()
    {
        await _pipeline.ProcessAsync(Posted.Body("""
            {"id":"event_1","event":"conversation.owners.updated","workspaceId":"ws_1","timestamp":"2026-11-20T09:00:00Z","source":"agent.conversation.updated",
             "changes":{"owners":{"before":[],"after":["ana"]}},"data":{"conversation":{"id":"conv_1"}}}
            """));

        var item = Assert.Single(await _pipeline.GetItemsAsync(Events));

        Assert.Equal(
            """{"workspace":"platica.ws_1","provider":"platica","id":"event_1","event":"conversation.owners.updated","timestamp":"2026-11-20T09:00:00Z","source":"agent.conversation.updated","changes":{"owners":{"before":[],"after":["ana"]}},"conversationId":"conv_1"}""",
            item.GetRawText());
    }

    /// <summary>A report that knows the time of writing but not the conversation must not pull the message out of the timeline.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task A_message_whose_time_of_writing_comes_later_and_without_a_conversation_is_listed_once(int first, int second)
    {
        Delivery[] deliveries =
        [
            Posted.Event("message.created", "event_1", new { conversation = new { id = "conv_1" }, message = new { id = "msg_1", content = "Hola" } }, Second(5)),
            Posted.Event("message.updated", "event_2", new { message = new { id = "msg_1", status = "read", creationDate = Second(1), lastUpdate = Second(9) } }, Second(9)),
        ];

        await _pipeline.ProcessAsync(deliveries[first]);
        await _pipeline.ProcessAsync(deliveries[second]);

        var message = Assert.Single(await _pipeline.GetItemsAsync(Messages));
        Assert.Equal(("msg_1", "Hola", "read"), (message.Text("id"), message.Text("content"), message.Text("status")));
        Assert.Equal(Second(1), message.GetProperty("createdAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_message_whose_time_of_writing_is_told_differently_is_listed_once()
    {
        var data = new { conversation = new { id = "conv_1" }, message = new { id = "msg_1" } };
        await _pipeline.ProcessAsync(
            Posted.Event("message.created", "event_1", data, Second(1)),
            Posted.Event("message.created", "event_2", data, Second(2)),
            Posted.Event("message.created", "event_3", data, Second(0)));

        Assert.Equal(["msg_1"], await _pipeline.GetIdsAsync(Messages, "limit=1"));
    }

    private static IEnumerable<string> Named(string prefix, string numbers) =>
        numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => $"{prefix}_{number}");

    private static Delivery Message(int number) => Posted.Event(
        "message.created",
        $"created_{number}",
        new { conversation = new { id = "conv_1" }, message = new { id = $"msg_{number}", creationDate = Second(number) } },
        Second(number));

    private static Delivery Event(string name, int number) =>
        Posted.Event(name, $"event_{number}", new { conversation = new { id = "conv_1" } }, Second(number));

    private static DateTimeOffset Second(int number) => Posted.Arrival.AddSeconds(number);
}
