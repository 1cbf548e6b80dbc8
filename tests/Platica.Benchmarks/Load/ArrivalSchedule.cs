using System.Diagnostics;

namespace Platica.Benchmarks.Load;

/// <summary>
/// When requests are due: at even distances from a start on, whatever becomes of the earlier ones. Shared by all connections of a stream.
/// </summary>
/// <param name="startsAt">A <see cref="Stopwatch.GetTimestamp"/>.</param>
/// <param name="perSecond">How many requests are due in a second.</param>
/// <param name="duration">For how long.</param>
internal sealed class ArrivalSchedule(long startsAt, double perSecond, TimeSpan duration)
{
    private readonly long _count = (long)(perSecond * duration.TotalSeconds);
    private long _taken;

    /// <summary>Takes the next arrival; false when there is none left.</summary>
    /// <param name="dueAt">Its <see cref="Stopwatch.GetTimestamp"/>.</param>
    public bool TryTake(out long dueAt)
    {
        var number = Interlocked.Increment(ref _taken) - 1;
        dueAt = startsAt + (long)(number * (Stopwatch.Frequency / perSecond));
        return number < _count;
    }
}
