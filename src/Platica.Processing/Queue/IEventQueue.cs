using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>Where an accepted delivery waits to be processed. Once a call returns, the delivery survives a crash of this process.</summary>
public interface IEventQueue
{
    /// <summary>Takes a delivery durably; returns only when it is safe.</summary>
    /// <exception cref="QueueUnavailableException">It could not be made safe; the caller must not acknowledge it.</exception>
    Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>Returns when the queue can take deliveries.</summary>
    /// <exception cref="QueueUnavailableException">It cannot.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
