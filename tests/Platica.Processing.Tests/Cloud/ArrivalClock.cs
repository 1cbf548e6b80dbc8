using Platica.Testing;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// The clock of a simulation, but for the moment that a call is said to arrive at: a body that is posted again is the same delivery again. Of
/// two that arrived at different times the archive keeps whichever is first, which no order can make the same; and what tells no time counts at its arrival.
/// </summary>
internal sealed class ArrivalClock(ManualTimeProvider clock) : TimeProvider
{
    /// <summary>What whoever asks next is told; null for the clock's own time.</summary>
    public DateTimeOffset? Arrival { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        var now = Arrival ?? clock.GetUtcNow();
        Arrival = null;
        return now;
    }

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
