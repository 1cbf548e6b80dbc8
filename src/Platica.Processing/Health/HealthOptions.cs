namespace Platica.Processing.Health;

/// <summary>How often health looks.</summary>
public sealed record HealthOptions
{
    /// <summary>How long what was seen of queue and store is told again; zero, to look each time, where looking costs nothing.</summary>
    public TimeSpan LooksEvery { get; init; }
}
