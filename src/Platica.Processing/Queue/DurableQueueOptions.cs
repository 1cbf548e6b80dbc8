namespace Platica.Processing.Queue;

/// <summary>How the queue copes with a broker that does not answer.</summary>
public sealed record DurableQueueOptions
{
    /// <summary>How long nothing is sent after the broker failed several times; then one delivery tries whether it answers again. 0.5 s to 24 h.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a delivery waits for the blob store, as whoever sent it does, and sends it again when told so. 10 ms to 24 h.</summary>
    public TimeSpan BlobTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the broker has to answer a check, so that there is time left to look at the fallback store. 10 ms to 24 h.</summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one run of <see cref="FallbackDrain"/> moves messages on.</summary>
    public TimeSpan DrainBudget { get; init; } = TimeSpan.FromMinutes(4);
}
