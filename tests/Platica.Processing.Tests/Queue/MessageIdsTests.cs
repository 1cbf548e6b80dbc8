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

    [Theory]
    [InlineData("")]
    [InlineData("a.r")]
    [InlineData("a.r-1")]
    [InlineData("a.r99999999999")]
    [InlineData("a.r1x")]
    public void ReplayOf_a_foreign_id_is_none(string id) => Assert.Equal(0, MessageIds.ReplayOf(id));
}
