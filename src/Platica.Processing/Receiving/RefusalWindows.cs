using System.Collections.Concurrent;

namespace Platica.Processing.Receiving;

/// <summary>Lets a few of many equal events through in ten seconds, and counts the others.</summary>
/// <param name="clock">The time.</param>
/// <param name="most">How many of one kind are let through in ten seconds.</param>
public sealed class RefusalWindows(TimeProvider clock, int most = 1)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <summary>Whether this one is let through; if so, how many were not since the last one that was.</summary>
    /// <param name="kind">What makes them equal; one of a fixed few.</param>
    /// <param name="suppressed">How many were not let through.</param>
    public bool TryEnter(string kind, out long suppressed)
    {
        var window = _windows.GetOrAdd(kind, static _ => new());
        var now = clock.GetUtcNow().UtcTicks;
        var opensAt = Interlocked.Read(ref window.OpensAt);
        if (now >= opensAt && Interlocked.CompareExchange(ref window.OpensAt, now + Length.Ticks, opensAt) == opensAt)
        {
            Interlocked.Exchange(ref window.Entered, 1);
            suppressed = Interlocked.Exchange(ref window.Suppressed, 0);
            return true;
        }

        suppressed = 0;
        if (Interlocked.Read(ref window.Entered) < most && Interlocked.Increment(ref window.Entered) <= most)
        {
            return true;
        }

        Interlocked.Increment(ref window.Suppressed);
        return false;
    }

    private sealed class Window
    {
        public long OpensAt;
        public long Entered;
        public long Suppressed;
    }
}
