namespace Platica.LocalHost.Journaling;

/// <summary>Where records have gone whose journal is written anew. Records that move together take the room of one.</summary>
internal sealed class MovedRecords
{
    private readonly List<Run> _runs = [];

    /// <summary>Bytes from <paramref name="from"/> on are now at <paramref name="to"/>. Called in the order of the old offsets.</summary>
    public void Add(long from, long to, long bytes)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && last.End == from && last.To - last.From == to - from)
        {
            _runs[^1] = last with { End = from + bytes };
        }
        else
        {
            _runs.Add(new(from, from + bytes, to));
        }
    }

    /// <summary>The new place of what stood at an offset, or null when it is gone.</summary>
    public long? Find(long offset) => RunAfter(offset) is { } run && offset >= run.From ? run.To + offset - run.From : null;

    /// <summary>The new place of the first that stood at an offset or behind it, or <paramref name="end"/> when there is none.</summary>
    public long FindFrom(long offset, long end) => RunAfter(offset) is { } run ? run.To + Math.Max(0, offset - run.From) : end;

    /// <summary>The first run that ends behind an offset.</summary>
    private Run? RunAfter(long offset)
    {
        var (low, high) = (0, _runs.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _runs[middle].End <= offset ? (middle + 1, high) : (low, middle);
        }

        return low < _runs.Count ? _runs[low] : null;
    }

    private readonly record struct Run(long From, long End, long To);
}
