using System.Collections.Concurrent;

namespace Platica.Processing.Receiving;

/// <summary>Lets one of many equal events through in ten seconds, and counts the others.</summary>
internal sealed class RefusalWindows(TimeProvider clock)
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
        if (now < opensAt || Interlocked.CompareExchange(ref window.OpensAt, now + Length.Ticks, opensAt) != opensAt)
        {
            Interlocked.Increment(ref window.Suppressed);
            suppressed = 0;
            return false;
        }

        suppressed = Interlocked.Exchange(ref window.Suppressed, 0);
        return true;
    }

    private sealed class Window
    {
        public long OpensAt;
        public long Suppressed;
    }
}
