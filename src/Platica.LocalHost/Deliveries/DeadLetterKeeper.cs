using Platica.LocalHost.Journaling;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.LocalHost.Deliveries;

/// <summary>Keeps dead letters in the tables and, where a start would not make them again, in the journal.</summary>
internal sealed partial class DeadLetterKeeper(Journal journal, ResentDeliveries resent, DeadLetterRecorder recorder, ILogger<DeadLetterKeeper> logger)
{
    /// <summary>
    /// Keeps one; false when a restart would lose it, so that the delivery is not settled and its handlers run again then. Also one that every
    /// start would make again of its delivery: a later version may know how to store that, and its handlers have not run yet.
    /// </summary>
    public async Task<bool> KeepAsync(Delivery delivery, Settlement settlement, int attempts)
    {
        var (reason, description) = (settlement.Reason!, settlement.Description!);
        var (enqueuedAt, replay) = resent.Find(delivery) ?? (delivery.ReceivedAt, 0);
        var kept = await TryAsync(
            delivery, () => recorder.RecordAsync(delivery, reason, description, attempts, enqueuedAt, replay, CancellationToken.None));
        return kept is null || reason == DeadLetterReasons.MalformedEnvelope || await TryWriteAsync(delivery, kept, reason, description, attempts);
    }

    /// <summary>Puts one back into the tables at a start.</summary>
    public async Task RestoreAsync(Delivery delivery, string reason, string description, int attempts)
    {
        var kept = await TryAsync(delivery, () => recorder.RestoreAsync(delivery, reason, description, attempts, CancellationToken.None));
        if (kept is not null && kept.BodyReference != delivery.BodyReference)
        {
            await TryWriteAsync(delivery, kept, reason, description, attempts);
        }
    }

    /// <summary>What is kept, perhaps without erased persons, is noted before the original is erased.</summary>
    private async Task<bool> TryWriteAsync(Delivery delivery, Delivery kept, string reason, string description, int attempts)
    {
        try
        {
            await journal.AddDeadLetterAsync(kept, reason, description, attempts);
        }
        catch (QueueUnavailableException problem)
        {
            Log.NotKept(logger, problem);
            return false;
        }

        await TryAsync(delivery, async () =>
        {
            await recorder.CleanAsync(delivery, kept, CancellationToken.None);
            return kept;
        });
        return true;
    }

    /// <summary>What is kept of a delivery: itself, if that could not be told.</summary>
    private async Task<Delivery?> TryAsync(Delivery delivery, Func<Task<Delivery?>> record)
    {
        try
        {
            return await record();
        }
        catch (Exception problem)
        {
            Log.NotRecorded(logger, delivery.BodyReference, problem.GetType().Name);
            return delivery;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A dead letter could not be kept in the journal; the next start runs its handlers again.")]
        public static partial void NotKept(ILogger logger, Exception problem);

        [LoggerMessage(2, LogLevel.Error, "The dead letter of the delivery at {BodyReference} could not be kept ({ExceptionType}); it is in the journal only.")]
        public static partial void NotRecorded(ILogger logger, string? bodyReference, string exceptionType);
    }
}
