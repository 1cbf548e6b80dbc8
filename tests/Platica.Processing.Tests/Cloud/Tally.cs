using System.Collections.Concurrent;

namespace Platica.Processing.Tests.Cloud;

/// <summary>Counts what happened, so that a proof can show that it is one.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string what] => _counts.GetValueOrDefault(what);

    public void Count(string what, int times = 1) => _counts.AddOrUpdate(what, times, (_, count) => count + times);

    public void Count(Mishap mishap, CloudService service) => Count(mishap == Mishap.None ? "calls without a mishap" : $"{mishap}, {service}");

    public void Add(Tally other)
    {
        foreach (var (what, count) in other._counts)
        {
            Count(what, count);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('\n', _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value,9:N0}  {count.Key}"));
}
