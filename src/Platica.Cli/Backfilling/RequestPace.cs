namespace Platica.Cli.Backfilling;

/// <summary>Lets no more requests through than Platica allows for a key: 30 a second (docs.platica.mx, "Errors and Support").</summary>
internal sealed class RequestPace(TimeProvider clock)
{
    /// <summary>A little more than a thirtieth of a second: requests may bunch up on the way.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(36);

    private readonly Lock _lock = new();
    private readonly long _startedAt = clock.GetTimestamp();
    private TimeSpan _next;

    /// <summary>Returns when the next request may be sent.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_startedAt);
            var turn = _next > now ? _next : now;
            _next = turn + Spacing;
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }
}
