using Microsoft.Extensions.Logging;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Deliveries;

/// <summary>Processes the messages of a broker: reads them, has the deliveries stored and handled, and tells how to settle each.</summary>
public sealed partial class MessageProcessor(
    DeliveryMessages messages, DeliveryProcessor processor, ProcessingOptions options, TimeProvider clock, ILogger<MessageProcessor> logger)
{
    private const int BodiesAtOnce = 8;

    private static readonly Settlement OutOfTime = Settlement.Abandon("The time for its batch was over before it was finished.");
    private static readonly Settlement Stopped = Settlement.Abandon("The host stopped before it was finished.");

    /// <summary>
    /// Processes a batch and tells for each message, in the same order, how to settle it; within <see cref="ProcessingOptions.BatchBudget"/>,
    /// whatever hangs. What is not finished by then, or when the call is cancelled, is to come again: its handlers run at least once.
    /// </summary>
    public async Task<IReadOnlyList<Settlement>> ProcessAsync(IReadOnlyList<ReceivedMessage> batch, CancellationToken cancellationToken)
    {
        var settlements = new Settlement?[batch.Count];
        using var budget = new CancellationTokenSource(options.BatchBudget, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            await SettleAsync(batch, settlements, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is finished by now is settled all the same.
        }

        var unfinished = cancellationToken.IsCancellationRequested ? Stopped : OutOfTime;
        List<Settlement> all = [.. settlements.Select(settlement => settlement ?? unfinished)];
        if (all.Count(settlement => ReferenceEquals(settlement, unfinished)) is > 0 and var count)
        {
            Log.Unfinished(logger, count, batch.Count, unfinished.Description!);
        }

        Log.Processed(
            logger,
            batch.Count,
            all.Count(settlement => settlement.Kind == SettlementKind.DeadLetter),
            all.Count(settlement => settlement.Kind == SettlementKind.Abandon),
            batch.Select(AgeOf).DefaultIfEmpty().Max());
        return all;
    }

    /// <summary>How long a message has been in the queue.</summary>
    public TimeSpan AgeOf(ReceivedMessage message) => clock.GetUtcNow() - message.EnqueuedAt;

    /// <summary>What needs no blob does not wait for a blob store that is down.</summary>
    private Task SettleAsync(IReadOnlyList<ReceivedMessage> batch, Settlement?[] settlements, CancellationToken cancellationToken)
    {
        var places = Enumerable.Range(0, batch.Count).ToLookup(index => DeliveryMessages.NeedsBlob(batch[index].Message));
        return Task.WhenAll(
            SettleAsync(batch, [.. places[false]], settlements, cancellationToken),
            SettleAsync(batch, [.. places[true]], settlements, cancellationToken));
    }

    private async Task SettleAsync(
        IReadOnlyList<ReceivedMessage> batch, IReadOnlyList<int> places, Settlement?[] settlements, CancellationToken cancellationToken)
    {
        var deliveries = new Delivery?[batch.Count];
        var patience = new Patience(clock, options.StoreBudget);
        await Bounded.ForEachAsync(
            places,
            BodiesAtOnce,
            async index => (deliveries[index], settlements[index]) =
                await ReadAsync(batch[index], patience, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

        int[] readable = [.. places.Where(index => settlements[index] is null)];
        if (readable.Length > 0)
        {
            await processor.ProcessAsync(
                [.. readable.Select(index => deliveries[index]!)],
                (place, settlement) => settlements[readable[place]] = settlement,
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The delivery, or how to settle a message that gives none.</summary>
    private async Task<(Delivery? Delivery, Settlement? Settlement)> ReadAsync(
        ReceivedMessage received, Patience patience, CancellationToken cancellationToken)
    {
        try
        {
            var content = await patience.TryAsync(() => messages.ReadAsync(received.Message, cancellationToken), cancellationToken).ConfigureAwait(false);
            return (content.Delivery, content.Refusal);
        }
        catch (StoreUnavailableException problem)
        {
            return (null, Settlement.Abandon(problem.Message));
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            // A fault of ours: given back, it would come again at once, 300 times.
            Log.Unreadable(logger, MessageIds.ForLog(received.Message.MessageId), problem.GetType().Name);
            return (null, Settlement.DeadLetter(DeadLetterReasons.Undecodable, $"Reading it failed with {problem.GetType().Name}."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} of {Total} messages were not finished and are given back to the queue: {Cause}")]
        public static partial void Unfinished(ILogger logger, int count, int total, string cause);

        [LoggerMessage(2, LogLevel.Error, "Reading the message {MessageId} failed with {ExceptionType}; it goes to the dead letters.")]
        public static partial void Unreadable(ILogger logger, string messageId, string exceptionType);

        [LoggerMessage(3, LogLevel.Information, "{Count} messages: {DeadLettered} put aside, {Abandoned} given back; the oldest was in the queue for {Age}.")]
        public static partial void Processed(ILogger logger, int count, int deadLettered, int abandoned, TimeSpan age);
    }
}
