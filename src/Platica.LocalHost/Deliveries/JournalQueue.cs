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
    public async Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var reference = await journal.AppendAsync(delivery, cancellationToken);
        try
        {
            await _waiting.Writer.WriteAsync(delivery with { BodyReference = reference }, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // Stopping: the journal has it, the next start processes it.
        }
    }

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => journal.CheckAsync(cancellationToken);

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _waiting.Writer.TryComplete();
}
