namespace Platica.Processing.Deliveries;

/// <summary>How deliveries are processed.</summary>
public sealed record ProcessingOptions
{
    /// <summary>How long a batch waits for a store that is unavailable before its deliveries are abandoned; well under the queue's lock (5 min).</summary>
    public TimeSpan StoreBudget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a batch of messages may take; what is not settled by then is given back while the queue's lock (5 min) still holds.</summary>
    public TimeSpan BatchBudget { get; init; } = TimeSpan.FromMinutes(4);
}
