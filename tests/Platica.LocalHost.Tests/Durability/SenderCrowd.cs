using System.Collections.Concurrent;
using System.Net;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Durability;

/// <summary>Several senders who post messages at the same time until the receiver is gone, and note every answer they got.</summary>
internal sealed class SenderCrowd
{
    private const int Senders = 8;
    private const int ForgedEvery = 5;

    private readonly ConcurrentQueue<SentMessage> _acknowledged = [];
    private readonly ConcurrentQueue<SentMessage> _refused = [];
    private int _rounds;

    /// <summary>What got a 202.</summary>
    public IReadOnlyCollection<SentMessage> Acknowledged => _acknowledged;

    /// <summary>What got a 401, for its forged signature.</summary>
    public IReadOnlyCollection<SentMessage> Refused => _refused;

    /// <summary>
    /// Posts until nobody answers any more; once so many more are acknowledged, in the middle of it, <paramref name="stop"/> is called.
    /// </summary>
    public async Task SendAsync(LocalHostProcess process, int acknowledgements, Func<Task> stop)
    {
        using var client = new LocalHostClient(process);
        var wanted = _acknowledged.Count + acknowledgements;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var round = ++_rounds;
        var sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (var number = 0; await TrySendAsync(client, new($"{round}.{sender}", number)); number++)
            {
                if (_acknowledged.Count >= wanted)
                {
                    enough.TrySetResult();
                }
            }
        }));

        await Task.WhenAny(enough.Task, sending);
        await stop();
        await sending;
        Assert.True(enough.Task.IsCompleted, "The receiver was gone too early.");
    }

    private async Task<bool> TrySendAsync(LocalHostClient client, SentMessage message)
    {
        var isForged = message.Number % ForgedEvery == ForgedEvery - 1;
        try
        {
            var status = isForged ? await client.PostForgedAsync(message.Body) : await client.PostAsync(message.Body);
            Assert.Equal(isForged ? HttpStatusCode.Unauthorized : HttpStatusCode.Accepted, status);
            (isForged ? _refused : _acknowledged).Enqueue(message);
            return true;
        }
        catch (HttpRequestException)
        {
            // No answer is no promise: this message may have been kept or not.
            return false;
        }
    }
}
