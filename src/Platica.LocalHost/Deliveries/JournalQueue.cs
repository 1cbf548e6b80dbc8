using System.Threading.Channels;
using Platica.LocalHost.Journaling;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Deliveries;

/// <summary>The queue of the one-machine home: durable in the journal, then waiting in memory for <see cref="DeliveryPump"/>.</summary>
internal sealed class JournalQueue(Journal journal) : IEventQueue
{
    /// <summary>When processing falls this far behind, acknowledging waits for it.</summary>
    private const int MostWaiting = 1000;

    private readonly Channel<Delivery> _waiting = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>What was accepted and is not processed yet.</summary>
    public ChannelReader<Delivery> Waiting => _waiting.Reader;

    /// <inheritdoc/>
    public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return KeepAsync(delivery).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => journal.CheckAsync(cancellationToken);

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Goes through with it even when the caller gives up: what is in the journal must be processed, or no checkpoint could pass it.</summary>
    private async Task KeepAsync(Delivery delivery)
    {
        var reference = await journal.AppendAsync(delivery, CancellationToken.None);
        try
        {
            await _waiting.Writer.WriteAsync(delivery with { BodyReference = reference });
        }
        catch (ChannelClosedException)
        {
            // Stopping: the journal has it, the next start processes it.
        }
    }
}
