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
            var settlements = await SettleAsync(batch);
            var abandoned = new List<Delivery>();
            foreach (var (delivery, settlement) in batch.Zip(settlements))
            {
                switch (settlement.Kind)
                {
                    case SettlementKind.DeadLetter:
                        await RecordAsync(delivery, settlement, attempt);
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

    /// <summary>A fault in one delivery must stop neither the others nor this pump, which nobody would start again: each is then tried alone.</summary>
    private async Task<IReadOnlyList<Settlement>> SettleAsync(IReadOnlyList<Delivery> batch)
    {
        try
        {
            return await processor.ProcessAsync(batch, CancellationToken.None);
        }
        catch (Exception) when (batch.Count > 1)
        {
            var settlements = new List<Settlement>(batch.Count);
            foreach (var delivery in batch)
            {
                settlements.AddRange(await SettleAsync([delivery]));
            }

            return settlements;
        }
        catch (Exception problem)
        {
            Log.Failed(logger, batch[0].BodyReference, problem.GetType().Name);
            return [Settlement.DeadLetter(DeadLetterReasons.Undecodable, $"Storing failed with {problem.GetType().Name}.")];
        }
    }

    private async Task RecordAsync(Delivery delivery, Settlement settlement, int attempt)
    {
        try
        {
            await deadLetters.RecordAsync(delivery, settlement.Reason!, settlement.Description!, attempt, CancellationToken.None);
        }
        catch (Exception problem)
        {
            Log.NotRecorded(logger, delivery.BodyReference, problem.GetType().Name);
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

        [LoggerMessage(2, LogLevel.Error, "Storing the delivery at {BodyReference} failed with {ExceptionType}; it goes to the dead letters.")]
        public static partial void Failed(ILogger logger, string? bodyReference, string exceptionType);

        [LoggerMessage(3, LogLevel.Error, "The dead letter of the delivery at {BodyReference} could not be kept ({ExceptionType}); it is in the journal only.")]
        public static partial void NotRecorded(ILogger logger, string? bodyReference, string exceptionType);
    }
}
