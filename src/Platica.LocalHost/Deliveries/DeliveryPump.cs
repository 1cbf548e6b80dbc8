using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Deliveries;

/// <summary>Takes deliveries from the queue in batches, has them processed and settles each.</summary>
internal sealed partial class DeliveryPump(
    Journal journal,
    TableRebuilder tables,
    JournalQueue queue,
    JournaledTableStore rows,
    ResentDeliveries resent,
    DeliveryProcessor processor,
    DeadLetterKeeper deadLetters,
    TimeProvider clock,
    ILogger<DeliveryPump> logger)
    : IDisposable
{
    private const int LargestBatch = 256;
    private static readonly TimeSpan RetryWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private ITimer? _grace;

    /// <summary>
    /// Rebuilds the tables from the journal. Handlers do not run: for what is not settled yet, <see cref="RunAsync"/> begins with them. A row that an
    /// operation changed is so before any delivery is replayed, for it may tell what they must not bring back; and once more in the end, for they may
    /// have written it, too.
    /// </summary>
    public async Task ReplayAsync(IProgress<ReplayProgress>? progress = null)
    {
        await tables.RunAsync(journal.Replay(progress, rows.Restore));
        var needless = new List<string>();
        foreach (var change in journal.Changes)
        {
            if (change is RowChange row && !rows.Reapply(row))
            {
                needless.Add(row.Reference!);
            }
            else if (change is DeadLetterRecord letter && journal.Read(JournalReference.Of(letter.Offset)) is { } delivery)
            {
                await deadLetters.RestoreAsync(delivery, letter.Reason, letter.Description, letter.Attempts);
            }
        }

        await journal.CaughtUp;
        await EraseAsync(needless);
        await resent.RestoreAsync();
    }

    /// <summary>Runs until the queue is completed and empty, or the time after <see cref="StopSoon"/> is over.</summary>
    public async Task RunAsync()
    {
        try
        {
            foreach (var batch in journal.Unsettled.Chunk(LargestBatch))
            {
                await ProcessAsync(batch);
            }

            while (await queue.WaitAsync(_stop.Token))
            {
                await ProcessAsync(await NextBatchAsync());
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Log.Cut(logger);
        }
    }

    /// <summary>Leaves a few seconds for what is being processed; the next start goes on with what is not settled by then.</summary>
    public void StopSoon() => _grace = clock.CreateTimer(_ => _stop.CancelAsync(), null, StopGrace, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose()
    {
        _grace?.Dispose();
        _stop.Dispose();
    }

    /// <summary>
    /// Whoever was erased meanwhile may have rows of this batch that were written behind the erasure's back, and with the records of their deliveries
    /// gone nothing leads to these. Stored once more, such a delivery is dropped, and with it what it left.
    /// </summary>
    private async Task<IReadOnlyList<Settlement>> StoreAsync(IReadOnlyList<Delivery> batch, CancellationToken cancellationToken)
    {
        var erasures = rows.Erasures;
        var settlements = await processor.ProcessAsync(batch, cancellationToken);
        while (rows.Erasures is var now && now != erasures)
        {
            erasures = now;
            await processor.RebuildAsync(batch, cancellationToken);
        }

        return settlements;
    }

    /// <summary>Settles every delivery of a batch; an abandoned one comes back until it is settled, for there is no other consumer to take it.</summary>
    private async Task ProcessAsync(IReadOnlyList<Delivery> batch)
    {
        for (var attempt = 1; batch.Count > 0; attempt++)
        {
            var settled = new List<Delivery>(batch.Count);
            var abandoned = new List<Delivery>();
            foreach (var (delivery, settlement) in batch.Zip(await StoreAsync(batch, _stop.Token)))
            {
                if (settlement.Kind == SettlementKind.Abandon)
                {
                    abandoned.Add(delivery);
                }
                else if (settlement.Kind == SettlementKind.Complete || await deadLetters.KeepAsync(delivery, settlement, attempt))
                {
                    settled.Add(delivery);
                }
            }

            await SettleAsync(settled);
            batch = abandoned;
            if (batch.Count > 0)
            {
                Log.Abandoned(logger, batch.Count, attempt);
                await Task.Delay(RetryWait, clock, _stop.Token);
            }
        }
    }

    /// <summary>One that was sent again was settled before, as a dead letter.</summary>
    private Task SettleAsync(IReadOnlyList<Delivery> settled)
    {
        var isResent = settled.ToLookup(delivery => resent.Find(delivery) is not null);
        journal.Settle(isResent[false]);
        return resent.SettleAsync(isResent[true].Select(delivery => delivery.BodyReference!));
    }

    private async Task EraseAsync(IEnumerable<string> records)
    {
        try
        {
            await Task.WhenAll(records.Select(journal.EraseAsync));
        }
        catch (QueueUnavailableException problem)
        {
            Log.NotErased(logger, problem);
        }
    }

    private async Task<List<Delivery>> NextBatchAsync()
    {
        var batch = new List<Delivery>();
        foreach (var waiting in queue.Take(LargestBatch))
        {
            if ((waiting.Delivery ?? await ReadAsync(waiting.Reference)) is { } delivery)
            {
                batch.Add(delivery);
            }
        }

        return batch;
    }

    /// <summary>
    /// One that was erased while it waited is settled by that. One that cannot be read back stays unsettled: the next start tries again, and
    /// tells where the journal is damaged.
    /// </summary>
    private async Task<Delivery?> ReadAsync(string reference)
    {
        try
        {
            if (journal.Read(reference) is { } delivery)
            {
                return delivery;
            }

            if (!journal.IsErased(reference))
            {
                Log.Unreadable(logger, reference, "damaged");
            }

            await resent.SettleAsync([reference]);
        }
        catch (IOException problem)
        {
            Log.Unreadable(logger, reference, problem.GetType().Name);
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} deliveries could not be stored at attempt {Attempt}; they are tried again.")]
        public static partial void Abandoned(ILogger logger, int count, int attempt);

        [LoggerMessage(2, LogLevel.Warning, "Stopping while deliveries were being processed; the next start goes on with them.")]
        public static partial void Cut(ILogger logger);

        [LoggerMessage(3, LogLevel.Error, "The delivery at {BodyReference} could not be read back from the journal ({Problem}); the next start tries again.")]
        public static partial void Unreadable(ILogger logger, string bodyReference, string problem);

        [LoggerMessage(4, LogLevel.Warning, "Needless records of the journal could not be erased; the next start tries again.")]
        public static partial void NotErased(ILogger logger, Exception problem);
    }
}
