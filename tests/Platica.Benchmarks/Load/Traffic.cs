namespace Platica.Benchmarks.Load;

/// <summary>What became of a stream of requests.</summary>
internal sealed class Traffic
{
    /// <summary>How long each answer took.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>How much too late the client's own clock woke a connection that had nothing else to do. Not part of <see cref="Latency"/>.</summary>
    public LatencyHistogram ClientDelay { get; } = new();

    /// <summary>How many answers were not of the 200s.</summary>
    public long Refused { get; set; }

    /// <summary>How many answers of the 200s were not the one that was hoped for, such as a Flow's fallback.</summary>
    public long Others { get; set; }

    /// <summary>The time from the start to the last answer, for what is not run by a schedule.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Answers of any kind in a second.</summary>
    public double PerSecond => Latency.Count / Duration.TotalSeconds;

    /// <summary>Notes an answer.</summary>
    public void Note(LoadAnswer answer, string hopedFor)
    {
        if (answer.StatusCode is < 200 or >= 300)
        {
            Refused++;
        }
        else if (!answer.Holds(hopedFor))
        {
            Others++;
        }
    }

    /// <summary>All of several, which ran side by side or one after the other.</summary>
    public static Traffic Of(IEnumerable<Traffic> parts)
    {
        var whole = new Traffic();
        foreach (var part in parts)
        {
            whole.Latency.Add(part.Latency);
            whole.ClientDelay.Add(part.ClientDelay);
            whole.Refused += part.Refused;
            whole.Others += part.Others;
            whole.Duration += part.Duration;
        }

        return whole;
    }
}
