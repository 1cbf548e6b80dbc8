using System.Net;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Durability;

public sealed class RestartTests : IDisposable
{
    private const int Enough = 150;

    private readonly ScratchFolder _folder = new();
    private readonly SenderCrowd _crowd = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_SIGKILL_in_the_middle_of_receiving_everything_acknowledged_is_there_exactly_once()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var process = await LocalHostProcess.StartAsync(_folder.Path);
            await ExpectAllAcknowledgedAsync(process);

            await _crowd.SendAsync(process, Enough, process.KillAsync);
        }

        await using var last = await LocalHostProcess.StartAsync(_folder.Path);
        await ExpectAllAcknowledgedAsync(last);
    }

    [Fact]
    public async Task After_SIGKILL_what_is_sent_again_is_there_exactly_once_too()
    {
        await using (var process = await LocalHostProcess.StartAsync(_folder.Path))
        {
            await _crowd.SendAsync(process, Enough, process.KillAsync);
        }

        await using var restarted = await LocalHostProcess.StartAsync(_folder.Path);
        using (var client = new LocalHostClient(restarted))
        {
            foreach (var message in _crowd.Acknowledged)
            {
                Assert.Equal(HttpStatusCode.Accepted, await client.PostAsync(message.Body));
            }
        }

        await restarted.KillAsync();
        await using var last = await LocalHostProcess.StartAsync(_folder.Path);
        await ExpectAllAcknowledgedAsync(last);
    }

    [UnixTheory]
    [InlineData(UnixSignal.Interrupt)]
    [InlineData(UnixSignal.Terminate)]
    public async Task A_signal_to_end_stops_cleanly_and_everything_acknowledged_is_there_afterwards(int signal)
    {
        await using (var process = await LocalHostProcess.StartAsync(_folder.Path))
        {
            var exitCode = -1;
            await _crowd.SendAsync(process, Enough, async () => exitCode = await process.StopAsync(signal));

            Assert.Equal(0, exitCode);
            Assert.Contains("Stopping: what was accepted is safe.", process.Output.All);
            Assert.Empty(process.Errors.All);
        }

        await using var restarted = await LocalHostProcess.StartAsync(_folder.Path);
        await ExpectAllAcknowledgedAsync(restarted);
        Assert.DoesNotContain(restarted.Output.All, line => line.Contains("cut off", StringComparison.Ordinal));
    }

    private async Task ExpectAllAcknowledgedAsync(LocalHostProcess process)
    {
        using var client = new LocalHostClient(process);
        var events = await client.GetIdsAsync("/api/events");
        ExpectOnce(_crowd.Acknowledged.Select(message => message.EventId), events);
        Assert.Empty(events.Intersect(_crowd.Refused.Select(message => message.EventId)));
        Assert.Empty(await client.GetItemsAsync("/api/dead-letters"));

        var conversations = _crowd.Acknowledged.GroupBy(message => message.ConversationId).ToList();
        ExpectOnce(conversations.Select(conversation => conversation.Key), await client.GetIdsAsync("/api/conversations"));
        foreach (var conversation in conversations)
        {
            var messages = await client.GetIdsAsync($"/api/conversations/{conversation.Key}/messages");
            ExpectOnce(conversation.Select(message => message.MessageId), messages);
        }
    }

    private static void ExpectOnce(IEnumerable<string> expected, IReadOnlyList<string> found)
    {
        Assert.Empty(expected.Except(found));
        Assert.Equal(found.Distinct(), found);
    }
}
