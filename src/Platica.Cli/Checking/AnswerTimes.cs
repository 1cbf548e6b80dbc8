using Platica.Cli.Http;

namespace Platica.Cli.Checking;

/// <summary>How long signed checks took, in milliseconds.</summary>
/// <param name="first">The first one, which may have met a cold start.</param>
/// <param name="others">At least one more.</param>
internal sealed class AnswerTimes(TimeSpan first, IEnumerable<TimeSpan> others)
{
    /// <summary>How long Platica waits for the answer to a Flow (docs.platica.mx, "WhatsApp Flows").</summary>
    public const int Limit = 700;

    private readonly Latencies _others = new(others.Select(time => time.TotalMilliseconds));

    /// <summary>How many were timed, with the first.</summary>
    public int Count => _others.Count + 1;

    /// <summary>The first.</summary>
    public double First => first.TotalMilliseconds;

    /// <summary>The median of the others.</summary>
    public double Median => _others.Percentile(50);

    /// <summary>The 95th percentile of the others.</summary>
    public double Percentile95 => _others.Percentile(95);

    /// <summary>The slowest of the others.</summary>
    public double Max => _others.Max;

    /// <summary>How many took longer than Platica waits, the first among them.</summary>
    public int Late => _others.Over(Limit) + (First > Limit ? 1 : 0);
}
