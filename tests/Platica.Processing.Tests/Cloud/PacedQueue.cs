using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Cloud;

/// <summary>
/// The queue as the receiver of one process sees it: whoever comes back from it waits until he is let go on, too. The circuit breaker within may
/// have brought him to another thread, and of several items of one call nobody else could tell which one is done.
/// </summary>
internal sealed class PacedQueue(IEventQueue queue, CloudInstance caller) : IEventQueue
{
    public async Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await queue.EnqueueAsync(delivery, cancellationToken);
        }
        finally
        {
            await caller.CallAsync(new ServiceCall<bool>(
                caller, CloudService.Itself, "go on", () => Task.FromResult(true), new InvalidOperationException("Nothing here fails.")));
        }
    }

    public Task CheckAsync(CancellationToken cancellationToken) => queue.CheckAsync(cancellationToken);
}
