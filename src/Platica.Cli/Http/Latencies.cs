namespace Platica.Cli.Http;

/// <summary>Percentiles of times, in milliseconds.</summary>
internal sealed class Latencies(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    /// <summary>How many there are.</summary>
    public int Count => _sorted.Length;

    /// <summary>The slowest.</summary>
    public double Max => _sorted[^1];

    /// <summary>The nearest rank: a time that was measured, not one between two.</summary>
    public double Percentile(int percent) => _sorted[(((_sorted.Length * percent) + 99) / 100) - 1];

    /// <summary>How many took longer.</summary>
    public int Over(double limit) => _sorted.Count(time => time > limit);
}
