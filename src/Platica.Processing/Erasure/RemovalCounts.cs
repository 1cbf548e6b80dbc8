using System.Collections.Concurrent;

namespace Platica.Processing.Erasure;

/// <summary>How many rows, bodies and records were removed, by where they were. For many threads.</summary>
internal sealed class RemovalCounts
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, long> All => new SortedDictionary<string, long>(_counts, StringComparer.Ordinal);

    /// <summary>Counts some.</summary>
    public void Add(string where, long count = 1) => _counts.AddOrUpdate(where, count, (_, sum) => sum + count);
}
