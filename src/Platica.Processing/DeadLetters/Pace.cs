namespace Platica.Processing.DeadLetters;

/// <summary>Keeps what is done many times from being done faster than so often a second.</summary>
internal sealed class Pace(TimeProvider clock, int perSecond)
{
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1) / perSecond;
    private long? _lastAt;

    /// <summary>Waits until the next one is due; the first is due at once.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_lastAt is { } lastAt && _interval - clock.GetElapsedTime(lastAt) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
        }

        _lastAt = clock.GetTimestamp();
    }
}
