using Platica.LocalHost.Deliveries;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Tests.Durability;

/// <summary>The journal's queue; it lets a test wait until deliveries have reached the journal, without waiting for the journal.</summary>
internal sealed class CountingQueue(JournalQueue queue) : IEventQueue, IDisposable
{
    private readonly SemaphoreSlim _handedOver = new(0);

    public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var enqueued = queue.EnqueueAsync(delivery, cancellationToken);
        _handedOver.Release();
        return enqueued;
    }

    public Task CheckAsync(CancellationToken cancellationToken) => queue.CheckAsync(cancellationToken);

    /// <summary>Waits until so many more were handed to the journal.</summary>
    public async Task HandedOverAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            Assert.True(await _handedOver.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    public void Dispose() => _handedOver.Dispose();
}
