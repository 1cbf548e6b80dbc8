using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Platica.Webhooks.Tests.Providers.Whapi;

public sealed class WhapiSplitTests
{
    private const string Event = "\"event\":{\"type\":\"messages\",\"event\":\"post\"}";

    [Fact]
    public void Each_item_of_a_call_is_a_delivery_in_the_form_of_a_call()
    {
        var parts = WhapiCalls.Receive($$"""{ "messages" : [ {"id":"A", "n":1.0} ,{"id":"B"}], {{Event}}, "channel_id": "CH" }""");

        Assert.Equal(
            [
                $$"""{"messages":[{"id":"A", "n":1.0}],{{Event}},"channel_id":"CH"}""",
                $$"""{"messages":[{"id":"B"}],{{Event}},"channel_id":"CH"}""",
            ],
            parts.Select(WhapiCalls.TextOf));
        Assert.Equal(["A:post", "B:post"], parts.Select(part => WhapiCalls.EnvelopeOf(part).EventId));
        Assert.All(parts, part => Assert.Equal("CH", WhapiCalls.EnvelopeOf(part).WorkspaceId));
    }

    [Theory]
    [InlineData("""{ "messages":[ {"id":"A"} ],"event":{"type":"messages","event":"post"} ,"channel_id":"CH" }""")]
    [InlineData("""{"messages":[],"event":{"type":"messages","event":"post"}}""")]
    [InlineData("""{"messages":[{"id":"A"}],"errors":[],"extra":null,"more":{}}""")]
    [InlineData("""{"messages":[{"id":"A"}],"messages_removed":[]}""")]
    [InlineData("""{"errors":[{"code":1},{"code":2}],"event":{"type":"channel","event":"post"}}""")]
    [InlineData("""{"health":{"status":{"code":4}},"event":{"type":"channel","event":"post"}}""")]
    [InlineData("[{\"messages\":[1,2]}]")]
    [InlineData("\uFEFF{\"messages\":[{\"id\":\"A\"}]}")]
    [InlineData("{\"messages\":[{\"id\":\"A\"},{\"id\":\"B\"}]")]
    [InlineData("no JSON")]
    [InlineData("")]
    public void A_call_that_is_one_delivery_keeps_its_body_byte_for_byte(string body) =>
        Assert.Equal(Encoding.UTF8.GetBytes(body), Assert.Single(WhapiCalls.Receive(body)).Body.ToArray());

    [Fact]
    public void What_else_a_call_told_is_one_more_delivery()
    {
        var parts = WhapiCalls.Receive($$"""{"errors":[{"code":1},{"code":2}],"messages":[{"id":"A"}],{{Event}},"channel_id":"CH","trace":"t-1"}""");

        Assert.Equal(
            [
                $$"""{"messages":[{"id":"A"}],{{Event}},"channel_id":"CH"}""",
                $$"""{"errors":[{"code":1},{"code":2}],"trace":"t-1",{{Event}},"channel_id":"CH"}""",
            ],
            parts.Select(WhapiCalls.TextOf));
        Assert.Equal("messages.post", WhapiCalls.EnvelopeOf(parts[1]).EventName);
    }

    [Fact]
    public void Items_of_several_members_and_of_members_that_come_twice_are_told_apart()
    {
        var parts = WhapiCalls.Receive("""{"messages_removed":["A"],"messages_removed_all":"C","messages_removed":["B","A"]}""");

        Assert.Equal(
            ["""{"messages_removed":["A"]}""", """{"messages_removed_all":"C"}""", """{"messages_removed":["B"]}""", """{"messages_removed":["A"]}"""],
            parts.Select(WhapiCalls.TextOf));
    }

    [Fact]
    public void Items_of_an_event_that_nobody_knows_yet_are_told_apart()
    {
        var parts = WhapiCalls.Receive("""{"wonders":[1,2],"wonders_removed":["x"],"event":{"type":"Wonders","event":"post"}}""");

        Assert.Equal(3, parts.Count);
    }

    [Fact]
    public void A_bad_item_does_not_touch_the_others()
    {
        var deep = new string('[', 200_000) + new string(']', 200_000);
        byte[] body = [.. Encoding.UTF8.GetBytes($$"""{"messages":[{"id":"A"},null,{"id":"D","x":{{deep}}},{"id":"U","x":"""), (byte)'"', 0xFF, (byte)'"', .. "},{\"id\":\"B\"}]}"u8];

        var parts = WhapiCalls.Receive(body);

        Assert.Equal(["A:post", null, null, null, "B:post"], parts.Select(part => WhapiCalls.Provider.TryReadEnvelope(part, out var envelope, out _) ? envelope.EventId : null));
    }

    [Fact]
    public void Whatever_comes_is_split_without_a_failure_and_nothing_of_it_is_lost()
    {
        var random = new Random(20261120);
        var whole = Encoding.UTF8.GetBytes($$"""{"messages":[{"id":"A","x":"\u00e9"},{"id":"B","y":[1,{"z":null}]},"C"],"errors":[{"code":1}],{{Event}},"channel_id":"CH"}""");
        var split = 0;
        for (var round = 0; round < 5000; round++)
        {
            var body = (byte[])whole.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            body = body[..(random.Next(4) == 0 ? random.Next(body.Length) : body.Length)];
            var parts = WhapiCalls.Receive(body);

            Assert.All(parts, part => _ = WhapiCalls.Provider.TryReadEnvelope(part, out _, out _));
            split += parts.Count > 1 ? 1 : 0;
            Assert.All(parts.Count > 1 ? ValuesIn(body) : [], value => Assert.Contains(parts, part => part.Body.Span.IndexOf(value) >= 0));
        }

        Assert.InRange(split, 500, 5000);
    }

    [Fact]
    public void Parts_keep_what_the_URL_told_and_follow_each_other()
    {
        var parts = WhapiCalls.Receive("""{"messages_removed":["A","B"],"channel_id":"CH"}""", "DELETE", "messages");

        Assert.All(parts, part => Assert.Equal("messages.delete", WhapiCalls.EnvelopeOf(part).EventName));
        Assert.Equal([WhapiCalls.Arrival, WhapiCalls.Arrival.AddTicks(1)], parts.Select(part => part.ReceivedAt));
    }

    [Fact]
    public void Splitting_again_changes_nothing()
    {
        var parts = WhapiCalls.Receive($$"""{"messages":[{"id":"A"},{"id":"B"}],"errors":[1,2],{{Event}}}""");

        Assert.All(parts, part => Assert.Same(part, Assert.Single(WhapiCalls.Provider.Split(part))));
    }

    [Fact]
    public void Ten_thousand_items_are_copied_once_each()
    {
        var items = Enumerable.Range(0, 10_000).Select(number => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"M{{number}}"}"""));
        var body = Encoding.UTF8.GetBytes($$"""{"messages":[{{string.Join(',', items)}}],{{Event}},"channel_id":"CH"}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var parts = WhapiCalls.Receive(body);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * body.Length);
        Assert.Equal(10_000, parts.Select(part => WhapiCalls.EnvelopeOf(part).EventId).Distinct().Count());
    }

    [Theory]
    [InlineData(50_001, 0)]
    [InlineData(2, 1025)]
    public void A_call_that_would_fill_the_memory_stays_whole_and_has_no_envelope(int items, int channelLength)
    {
        var body = JsonSerializer.Serialize(new { labels_removed = Enumerable.Repeat("7", items), channel_id = new string('c', channelLength) });

        var whole = Assert.Single(WhapiCalls.Receive(body));

        Assert.Equal(body, WhapiCalls.TextOf(whole));
        Assert.Contains("too many items", WhapiCalls.ProblemOf(whole), StringComparison.Ordinal);
    }

    /// <summary>The values of the members, and of lists each value.</summary>
    private static List<byte[]> ValuesIn(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.EnumerateObject()
            .SelectMany(member => member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value })
            .Where(value => value.ValueKind != JsonValueKind.Null)
            .Select(value => JsonMarshal.GetRawUtf8Value(value).ToArray())];
    }
}
