using System.Threading.Channels;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Webhooks;

namespace Platica.LocalHost.Deliveries;

/// <summary>Takes deliveries from the queue in batches, has them processed and settles each.</summary>
internal sealed partial class DeliveryPump(
    JournalQueue queue, DeliveryProcessor processor, DeadLetterRecorder deadLetters, TimeProvider clock, ILogger<DeliveryPump> logger)
{
    private const int LargestBatch = 256;
    private static readonly TimeSpan RetryWait = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the queue is completed and empty.</summary>
    public async Task RunAsync()
    {
        while (await queue.Waiting.WaitToReadAsync())
        {
            await ProcessAsync(NextBatch(queue.Waiting));
        }
    }

    /// <summary>Processes deliveries in order, batch by batch: the journal at start.</summary>
    public async Task ReplayAsync(IEnumerable<Delivery> deliveries)
    {
        foreach (var batch in deliveries.Chunk(LargestBatch))
        {
            await ProcessAsync(batch);
        }
    }

    /// <summary>Settles every delivery of a batch; an abandoned one comes back until it is settled, for there is no other consumer to take it.</summary>
    private async Task ProcessAsync(IReadOnlyList<Delivery> batch)
    {
        for (var attempt = 1; batch.Count > 0; attempt++)
        {
            var settlements = await processor.ProcessAsync(batch, CancellationToken.None);
            var abandoned = new List<Delivery>();
            foreach (var (delivery, settlement) in batch.Zip(settlements))
            {
                switch (settlement.Kind)
                {
                    case SettlementKind.DeadLetter:
                        await deadLetters.RecordAsync(delivery, settlement.Reason!, settlement.Description!, attempt, CancellationToken.None);
                        break;
                    case SettlementKind.Abandon:
                        abandoned.Add(delivery);
                        break;
                    default:
                        break;
                }
            }

            batch = abandoned;
            if (batch.Count > 0)
            {
                Log.Abandoned(logger, batch.Count, attempt);
                await Task.Delay(RetryWait, clock);
            }
        }
    }

    private static List<Delivery> NextBatch(ChannelReader<Delivery> waiting)
    {
        var batch = new List<Delivery>();
        while (batch.Count < LargestBatch && waiting.TryRead(out var delivery))
        {
            batch.Add(delivery);
        }

        return batch;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} deliveries could not be stored at attempt {Attempt}; they are tried again.")]
        public static partial void Abandoned(ILogger logger, int count, int attempt);
    }
}
