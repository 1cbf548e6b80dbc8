namespace Platica.Processing.Events;

/// <summary>How the business's event handlers are run.</summary>
public sealed record EventHandlerOptions
{
    /// <summary>How long one call may take; then its token is cancelled and it counts as failed, whether it ends or not.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before each further try of a handler that failed; as many tries follow the first as there are waits.</summary>
    public IReadOnlyList<TimeSpan> RetryWaits { get; init; } =
        [TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>
    /// Once the handlers of a batch have run this long, what fails is not tried again, so that a service that hangs does not hold the batch
    /// beyond the queue's lock (5 min).
    /// </summary>
    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of how many deliveries handlers run at the same time.</summary>
    public int DeliveriesAtOnce { get; init; } = 64;
}
