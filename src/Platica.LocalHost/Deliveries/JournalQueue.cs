using System.Threading.Channels;
using Platica.LocalHost.Journaling;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Deliveries;

/// <summary>
/// The queue of the one-machine home: durable in the journal, then waiting for <see cref="DeliveryPump"/>. However far that falls behind,
/// acknowledging does not wait for it: beyond a number of deliveries only their places in the journal are kept in memory.
/// </summary>
internal sealed class JournalQueue(Journal journal) : IEventQueue
{
    private const int MostInMemory = 1000;

    private readonly Channel<WaitingDelivery> _waiting = Channel.CreateUnbounded<WaitingDelivery>(new UnboundedChannelOptions { SingleReader = true });
    private int _waitingCount;

    /// <inheritdoc/>
    public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return KeepAsync(delivery).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => journal.CheckAsync(cancellationToken);

    /// <summary>Waits for deliveries; false when none will come any more.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>The next deliveries in the order of their acceptance, at most <paramref name="most"/>.</summary>
    public List<WaitingDelivery> Take(int most)
    {
        var taken = new List<WaitingDelivery>();
        while (taken.Count < most && _waiting.Reader.TryRead(out var waiting))
        {
            Interlocked.Decrement(ref _waitingCount);
            taken.Add(waiting);
        }

        return taken;
    }

    /// <summary>A delivery that is in the journal already waits once more. Refused while stopping.</summary>
    public void Add(string reference)
    {
        Interlocked.Increment(ref _waitingCount);
        _waiting.Writer.TryWrite(new(reference, null));
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Goes through with it even when the caller gives up: what is in the journal must be processed, or no checkpoint could pass it.</summary>
    private async Task KeepAsync(Delivery delivery)
    {
        var reference = await journal.AppendAsync(delivery, CancellationToken.None);
        var inMemory = Interlocked.Increment(ref _waitingCount) <= MostInMemory;

        // Refused while stopping: the journal has it, the next start processes it.
        _waiting.Writer.TryWrite(new(reference, inMemory ? JournalReference.Stamp(delivery, reference) : null));
    }
}

/// <summary>A delivery that was accepted and is not processed yet.</summary>
/// <param name="Reference">Its place in the journal.</param>
/// <param name="Delivery">The delivery, or null when it is to be read from there.</param>
internal readonly record struct WaitingDelivery(string Reference, Delivery? Delivery);
