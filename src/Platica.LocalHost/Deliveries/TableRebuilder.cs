using System.Collections.Concurrent;
using System.Security.Cryptography;
using Platica.LocalHost.Journaling;
using Platica.Processing.Deliveries;
using Platica.Webhooks;

namespace Platica.LocalHost.Deliveries;

/// <summary>
/// Makes the tables of the journal's deliveries, several batches at a time: their order does not matter. Only those that an erased person is left
/// out of come last: what took their place before is in the tables then, and is found there instead of being kept once more.
/// </summary>
internal sealed partial class TableRebuilder(
    Journal journal, JournalKeeper keeper, DeliveryProcessor processor, DeadLetterKeeper deadLetters, ILogger<TableRebuilder> logger)
{
    private const int LargestBatch = 256;

    /// <summary>Makes them. What cannot be stored even in the end is left to the next start: this one waits for a full disk once, for as long as any storing does.</summary>
    public async Task RunAsync(IEnumerable<Delivery> deliveries)
    {
        var last = new ConcurrentQueue<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(
            deliveries.Chunk(LargestBatch), options, async (batch, _) => (await StoreAsync(batch)).ForEach(delivery => last.Enqueue(delivery.BodyReference!)));

        keeper.IsOpen = true;
        var left = 0;
        foreach (var batch in last.Chunk(LargestBatch).SelectMany(batch => WithoutRepetitions(batch.Select(journal.Read).OfType<Delivery>())))
        {
            left += (await StoreAsync(batch)).Count;
            keeper.IsOpen = left == 0;
        }

        keeper.IsOpen = true;
        if (left > 0)
        {
            Log.Left(logger, left);
        }
    }

    /// <summary>Of two that are the same, the second finds what takes the first's place; in one batch it would look too early.</summary>
    private static IEnumerable<IReadOnlyList<Delivery>> WithoutRepetitions(IEnumerable<Delivery> deliveries) => deliveries
        .GroupBy(delivery => Convert.ToHexString(SHA256.HashData(delivery.Body.Span)))
        .SelectMany(same => same.Index())
        .GroupBy(item => item.Index, item => item.Item)
        .Select(round => round.ToList());

    /// <returns>What could not be stored now.</returns>
    private async Task<List<Delivery>> StoreAsync(IReadOnlyList<Delivery> batch)
    {
        var abandoned = new List<Delivery>();
        foreach (var (delivery, settlement) in batch.Zip(await processor.RebuildAsync(batch, CancellationToken.None)))
        {
            if (settlement.Kind == SettlementKind.Abandon)
            {
                abandoned.Add(delivery);
            }
            else if (settlement.Kind == SettlementKind.DeadLetter)
            {
                await deadLetters.RestoreAsync(delivery, settlement.Reason!, settlement.Description!, attempts: 1);
            }
        }

        return abandoned;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} deliveries, of which mostly an erased person is left out, could not be stored; the next start tries again.")]
        public static partial void Left(ILogger logger, int count);
    }
}
