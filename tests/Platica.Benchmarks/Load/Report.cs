using System.Globalization;

namespace Platica.Benchmarks.Load;

/// <summary>What a load run prints.</summary>
internal static class Report
{
    /// <summary>A line.</summary>
    public static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>The head of the rows that <see cref="Row"/> prints.</summary>
    public static void LatencyHead() => Line($"{"",-34} {"answers",9} {"p50 ms",8} {"p99 ms",8} {"p99.9 ms",9} {"longest",9}");

    /// <summary>How long the answers to a stream took.</summary>
    public static void LatencyRow(string name, Traffic traffic)
    {
        var latency = traffic.Latency;
        Line($"{name,-34} {latency.Count,9:N0} {latency.Percentile(0.5),8:0.00} {latency.Percentile(0.99),8:0.00} {latency.Percentile(0.999),9:0.00} {latency.Percentile(1),9:0.00}");
    }

    /// <summary>How a measured value stands to the aim. A missed one is no failure of the run.</summary>
    public static void Aim(FormattableString measured, bool isMet) =>
        Line($"{(isMet ? "met   " : "MISSED")}  {measured.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>How far the client itself is to be trusted.</summary>
    public static void ClientDelay(Traffic traffic)
    {
        var delay = traffic.ClientDelay;
        Line($"(the client woke {delay.Percentile(0.5):0.00} ms late at p50, {delay.Percentile(0.99):0.00} at p99: not counted above)");
    }

    /// <summary>Ends the run where a server refused: such figures would say nothing.</summary>
    /// <exception cref="InvalidOperationException">Some answers were not of the 200s.</exception>
    public static void RequireAccepted(LoadTarget target, Traffic traffic)
    {
        if (traffic.Refused > 0)
        {
            throw new InvalidOperationException($"{target.Name} refused {traffic.Refused} of {traffic.Latency.Count} requests.");
        }
    }
}
