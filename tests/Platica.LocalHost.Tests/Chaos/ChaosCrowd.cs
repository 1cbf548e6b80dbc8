using System.Collections.Concurrent;
using System.Net;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Chaos;

/// <summary>
/// Senders who post at the same time until nobody answers, some of them large bodies, and note what they were answered. What was not answered
/// is sometimes sent again in the next life, and sometimes not; what was is sometimes sent twice.
/// </summary>
internal sealed class ChaosCrowd(int seed)
{
    private const int Senders = 8;
    private const int LargeSenders = 3;
    private const int AgainEvery = 12;

    private readonly ConcurrentDictionary<string, ChaosEvent> _posted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _accepted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HttpStatusCode> _refused = new(StringComparer.Ordinal);
    private readonly Sender[] _senders = [.. Enumerable.Range(0, Senders).Select(number => new Sender(number, new Random(unchecked((seed * 31) + number))))];

    /// <summary>Everything that was posted, by its id.</summary>
    public IReadOnlyDictionary<string, ChaosEvent> Posted => _posted;

    /// <summary>The ids of what got a 202.</summary>
    public ICollection<string> Accepted => _accepted.Keys;

    /// <summary>What was answered with anything but a 202.</summary>
    public IReadOnlyDictionary<string, HttpStatusCode> Refused => _refused;

    /// <summary>How many posts had no answer.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Posts until nobody answers any more; <paramref name="stop"/> is called a while after the first answer.</summary>
    public async Task SendAsync(LocalHostProcess process, TimeSpan after, Func<Task> stop)
    {
        using var client = new LocalHostClient(process);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = Task.WhenAll(_senders.Select(sender => Task.Run(async () =>
        {
            while (await TrySendAsync(client, sender))
            {
                answered.TrySetResult();
            }
        })));

        await Task.WhenAny(answered.Task, sending);
        await Task.Delay(after);
        await stop();
        await sending;
        Unanswered += Senders;
    }

    private async Task<bool> TrySendAsync(LocalHostClient client, Sender sender)
    {
        var next = sender.Next();
        _posted[next.Id] = next;
        try
        {
            var status = await client.PostAsync(next.Body);
            if (status == HttpStatusCode.Accepted)
            {
                _accepted[next.Id] = true;
            }
            else
            {
                _refused[next.Id] = status;
            }

            return true;
        }
        catch (HttpRequestException)
        {
            // No answer is no promise: it may have been kept or not, but not by half.
            return false;
        }
    }

    private sealed class Sender(int number, Random random)
    {
        private ChaosEvent? _latest;
        private int _count;

        public ChaosEvent Next() => _latest is not null && random.Next(AgainEvery) == 0
            ? _latest
            : _latest = ChaosEvent.Of(number, ++_count, isLarge: number < LargeSenders, random);
    }
}
