namespace Platica.LocalHost.Journaling;

/// <summary>
/// How far the journal is settled without a gap: deliveries are accepted in the order of their offsets, and settled in any order.
/// </summary>
internal sealed class Watermark
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _open = new();
    private readonly HashSet<long> _settledAhead = [];
    private long _end;

    /// <summary>A delivery is on the device, and not settled yet.</summary>
    /// <param name="offset">Its record.</param>
    /// <param name="end">Behind its record.</param>
    public void Accept(long offset, long end)
    {
        lock (_gate)
        {
            _open.Enqueue(offset);
            _end = end;
        }
    }

    /// <summary>Deliveries are settled.</summary>
    /// <returns>Where the first that is not settled stands, else the end of the last that was accepted.</returns>
    public long Settle(IEnumerable<long> offsets)
    {
        lock (_gate)
        {
            // Before the first that is open everything is settled: what is told again must not wait here for ever.
            _settledAhead.UnionWith(offsets.Where(offset => _open.TryPeek(out var open) && offset >= open));
            while (_open.TryPeek(out var first) && _settledAhead.Remove(first))
            {
                _open.Dequeue();
            }

            return _open.TryPeek(out var open) ? open : _end;
        }
    }
}
