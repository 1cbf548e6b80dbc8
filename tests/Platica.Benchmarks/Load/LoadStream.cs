using System.Diagnostics;

namespace Platica.Benchmarks.Load;

/// <summary>Requests of one kind, over connections of their own.</summary>
/// <param name="Template">What is sent.</param>
/// <param name="Connections">How many connections, each with a thread.</param>
/// <param name="HopedFor">What occurs in the body of a good answer.</param>
internal sealed record LoadStream(RequestTemplate Template, int Connections, string HopedFor)
{
    private static readonly TimeSpan TimeToConnect = TimeSpan.FromMilliseconds(300);

    /// <summary>The same requests for the empty endpoint, which has one answer to everything.</summary>
    public LoadStream ForYardstick() => this with { HopedFor = EmptyHost.Answer };

    /// <summary>Closed loop: every connection sends its next request as soon as it has an answer. For throughput.</summary>
    public async Task<Traffic> SaturateAsync(Uri address, TimeSpan duration, CancellationToken cancellationToken)
    {
        var startsAt = StartsAt();
        var traffic = await OnEveryConnectionAsync(address, (connection, request, traffic) =>
        {
            SleepUntil(startsAt);
            while (Stopwatch.GetElapsedTime(startsAt) < duration && !cancellationToken.IsCancellationRequested)
            {
                var bytes = request.Next();
                var sentAt = Stopwatch.GetTimestamp();
                Send(connection, bytes, sentAt, traffic);
            }
        });
        traffic.Duration = Stopwatch.GetElapsedTime(startsAt);
        return traffic;
    }

    /// <summary>
    /// Open loop: requests are sent when they are due, however slow the answers are. When all connections are busy, a request waits for one,
    /// and that counts: its time runs from when it was due. When a connection was free and only the client's clock woke it late, its time
    /// runs from when it was sent. For latency.
    /// </summary>
    public Task<Traffic> SendAsync(Uri address, double perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        var schedule = new ArrivalSchedule(StartsAt(), perSecond, duration);
        return OnEveryConnectionAsync(address, (connection, request, traffic) =>
        {
            while (schedule.TryTake(out var dueAt) && !cancellationToken.IsCancellationRequested)
            {
                var bytes = request.Next();
                var startedAt = dueAt;
                if (Stopwatch.GetTimestamp() < dueAt)
                {
                    SleepUntil(dueAt);
                    traffic.ClientDelay.RecordSince(dueAt);
                    startedAt = Stopwatch.GetTimestamp();
                }

                Send(connection, bytes, startedAt, traffic);
            }
        });
    }

    private static long StartsAt() => Stopwatch.GetTimestamp() + (long)(TimeToConnect.TotalSeconds * Stopwatch.Frequency);

    private static void SleepUntil(long timestamp)
    {
        while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp) is { Ticks: > 0 } left)
        {
            Thread.Sleep((int)Math.Ceiling(left.TotalMilliseconds));
        }
    }

    private void Send(LoadConnection connection, ReadOnlySpan<byte> request, long startedAt, Traffic traffic)
    {
        var answer = connection.Send(request);
        traffic.Latency.RecordSince(startedAt);
        traffic.Note(answer, HopedFor);
    }

    private async Task<Traffic> OnEveryConnectionAsync(Uri address, Action<LoadConnection, SignedRequest, Traffic> work) =>
        Traffic.Of(await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var connection = new LoadConnection(address);
                using var request = new SignedRequest(Template);
                var traffic = new Traffic();
                work(connection, request, traffic);
                return traffic;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))));
}
