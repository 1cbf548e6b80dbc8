namespace Platica.Cli.Funnel;

/// <summary>Percentiles of times, in milliseconds.</summary>
internal sealed class Latencies(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    /// <summary>Whether there are any.</summary>
    public bool Any => _sorted.Length > 0;

    /// <summary>The slowest.</summary>
    public double Max => _sorted[^1];

    /// <summary>The nearest rank: a time that was measured, not one between two.</summary>
    public double Percentile(int percent) => _sorted[((_sorted.Length * percent) + 99) / 100 - 1];
}
