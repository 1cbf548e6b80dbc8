namespace Platica.Processing.Deliveries;

/// <summary>How deliveries are processed.</summary>
public sealed record ProcessingOptions
{
    /// <summary>How long a batch waits for a store that is unavailable before its deliveries are abandoned; well under the queue's lock (5 min).</summary>
    public TimeSpan StoreBudget { get; init; } = TimeSpan.FromMinutes(2);
}
