using Platica.Processing.Queue;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Queue;

public sealed class MessageIdsTests
{
    [Theory]
    [InlineData("evt_1")]
    [InlineData("evt.r7")]
    [InlineData("r7")]
    [InlineData("not ASCII: ñ.r7")]
    public void ReplayOf_reads_the_number_of_a_replay_whatever_the_event_is_called(string eventId)
    {
        var id = MessageIds.Of(Posted.Event("client.updated", eventId, new { client = new { id = "cli_1" } }), new([Pipeline.Provider]));

        Assert.Equal(0, MessageIds.ReplayOf(id));
        Assert.Equal(1, MessageIds.ReplayOf(MessageIds.OfReplay(id, 1)));
        Assert.Equal(12, MessageIds.ReplayOf(MessageIds.OfReplay(id, 12)));
    }

    [Fact]
    public void ForLog_shows_the_event_and_the_replay_but_no_hash_of_what_was_received()
    {
        var id = MessageIds.Of(Posted.Event("client.updated", "evt_1", new { client = new { id = "cli_1" } }), new([Pipeline.Provider]));

        Assert.Equal("platica.ws_1.evt_1", MessageIds.ForLog(id));
        Assert.Equal("platica.ws_1.evt_1.r2", MessageIds.ForLog(MessageIds.OfReplay(id, 2)));
    }

    [Theory]
    [InlineData("whapi.0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "whapi")]
    [InlineData("of another sender", "of another sender")]
    [InlineData("", "")]
    public void ForLog_of_other_ids(string id, string shown) => Assert.Equal(shown, MessageIds.ForLog(id));

    [Theory]
    [InlineData("")]
    [InlineData("a.r")]
    [InlineData("a.r-1")]
    [InlineData("a.r99999999999")]
    [InlineData("a.r1x")]
    public void ReplayOf_a_foreign_id_is_none(string id) => Assert.Equal(0, MessageIds.ReplayOf(id));
}
