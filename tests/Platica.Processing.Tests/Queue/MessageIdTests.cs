using Platica.Processing.Queue;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Queue;

public sealed class MessageIdTests
{
    private static readonly Delivery Delivery = Posted.Event(
        "client.updated", "evt_1", new { client = new { id = "cli_1" } }, at: Posted.Arrival.AddSeconds(-1));

    [Fact]
    public void Of_names_provider_workspace_and_event() => Assert.Matches(@"^platica\.ws_1\.evt_1\.[0-9a-f]{16}$", IdOf(Delivery));

    [Fact]
    public void Of_is_the_same_for_a_repetition_whenever_it_arrives_and_however_it_was_answered() => Assert.Equal(
        IdOf(Delivery),
        IdOf(Delivery with { ReceivedAt = Posted.Arrival.AddSeconds(9), Reply = new("{}"u8.ToArray(), "answered", 1) }));

    [Fact]
    public void Of_tells_two_bodies_with_one_event_id_apart() => Assert.NotEqual(
        IdOf(Delivery), IdOf(Posted.Event("client.updated", "evt_1", new { client = new { id = "cli_2" } })));

    [Fact]
    public void Of_tells_two_events_apart_that_differ_only_in_their_headers() => Assert.NotEqual(
        IdOf(Delivery with { Attributes = new Dictionary<string, string> { ["event"] = "client.created" } }),
        IdOf(Delivery with { Attributes = new Dictionary<string, string> { ["event"] = "client.updated" } }));

    [Fact]
    public void Of_does_not_depend_on_the_order_of_attributes() => Assert.Equal(
        IdOf(Delivery with { Attributes = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }),
        IdOf(Delivery with { Attributes = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } }));

    [Fact]
    public void Of_gives_a_body_without_envelope_an_id_too()
    {
        Assert.NotEqual(IdOf(Posted.Body("not JSON")), IdOf(Posted.Body("not JSON either")));
        Assert.NotEqual(IdOf(Posted.Body("{}") with { Provider = "other" }), IdOf(Posted.Body("[]") with { Provider = "other" }));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("control\u0001")]
    [InlineData("日本語")]
    public void Of_hashes_what_is_no_visible_ascii(string eventId)
    {
        Assert.Matches(@"^platica\.[0-9a-f]{64}$", IdOf(Posted.Event("client.updated", eventId)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(900_000)]
    public void Of_leaves_room_for_what_tells_a_replay_apart(int eventIdCharacters) =>
        Assert.InRange(IdOf(Posted.Event("client.updated", new string('e', eventIdCharacters))).Length, 20, 120);

    [Fact]
    public void Of_tells_long_ids_apart_by_their_ends() => Assert.NotEqual(
        IdOf(Posted.Event("client.updated", new string('e', 500) + "1")), IdOf(Posted.Event("client.updated", new string('e', 500) + "2")));

    private static string IdOf(Delivery delivery) => MessageIds.Of(delivery, new([Pipeline.Provider]));
}
