namespace Platica.Cli.Checking;

/// <summary>How long signed checks took, in milliseconds.</summary>
/// <param name="first">The first one, which may have met a cold start.</param>
/// <param name="others">At least one more.</param>
internal sealed class AnswerTimes(TimeSpan first, IEnumerable<TimeSpan> others)
{
    /// <summary>How long Platica waits for the answer to a Flow (docs.platica.mx, "WhatsApp Flows").</summary>
    public const int Limit = 700;

    private readonly double[] _others = [.. others.Select(time => time.TotalMilliseconds).Order()];

    /// <summary>How many were timed, with the first.</summary>
    public int Count => _others.Length + 1;

    /// <summary>The first.</summary>
    public double First => first.TotalMilliseconds;

    /// <summary>The median of the others.</summary>
    public double Median => Percentile(50);

    /// <summary>The 95th percentile of the others.</summary>
    public double Percentile95 => Percentile(95);

    /// <summary>The slowest of the others.</summary>
    public double Max => _others[^1];

    /// <summary>How many took longer than Platica waits, the first among them.</summary>
    public int Late => _others.Prepend(First).Count(time => time > Limit);

    // Nearest rank: a time that was measured, not one between two.
    private double Percentile(int percent) => _others[(((_others.Length * percent) + 99) / 100) - 1];
}
