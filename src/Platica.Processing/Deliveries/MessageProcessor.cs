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

    private static readonly Settlement OutOfTime = Settlement.Abandon("The time for its batch was over before it was stored.");

    /// <summary>
    /// Processes a batch and tells for each message, in the same order, how to settle it; within <see cref="ProcessingOptions.BatchBudget"/>,
    /// whatever hangs.
    /// </summary>
    /// <exception cref="OperationCanceledException">The call was cancelled: none is to be settled.</exception>
    public async Task<IReadOnlyList<Settlement>> ProcessAsync(IReadOnlyList<ReceivedMessage> batch, CancellationToken cancellationToken)
    {
        var settlements = new Settlement?[batch.Count];
        using var budget = new CancellationTokenSource(options.BatchBudget, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            await SettleAsync(batch, settlements, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.OutOfTime(logger, settlements.Count(settlement => settlement is null), batch.Count, options.BatchBudget);
        }

        List<Settlement> all = [.. settlements.Select(settlement => settlement ?? OutOfTime)];
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

    private async Task SettleAsync(IReadOnlyList<ReceivedMessage> batch, Settlement?[] settlements, CancellationToken cancellationToken)
    {
        var deliveries = new Delivery?[batch.Count];
        var patience = new Patience(clock, options.StoreBudget);
        await Bounded.ForEachAsync(
            Enumerable.Range(0, batch.Count),
            BodiesAtOnce,
            async index => (deliveries[index], settlements[index]) =
                await ReadAsync(batch[index], patience, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

        int[] readable = [.. Enumerable.Range(0, batch.Count).Where(index => settlements[index] is null)];
        var processed = await processor.ProcessAsync([.. readable.Select(index => deliveries[index]!)], cancellationToken).ConfigureAwait(false);
        foreach (var (index, settlement) in readable.Zip(processed))
        {
            settlements[index] = settlement;
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
            Log.Unreadable(logger, received.Message.MessageId, problem.GetType().Name);
            return (null, Settlement.Abandon($"Reading it failed with {problem.GetType().Name}."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} of {Total} messages were not stored within {Budget}; they are given back to the queue.")]
        public static partial void OutOfTime(ILogger logger, int count, int total, TimeSpan budget);

        [LoggerMessage(2, LogLevel.Error, "Reading the message {MessageId} failed with {ExceptionType}; it is given back to the queue.")]
        public static partial void Unreadable(ILogger logger, string messageId, string exceptionType);

        [LoggerMessage(3, LogLevel.Information, "{Count} messages: {DeadLettered} put aside, {Abandoned} given back; the oldest was in the queue for {Age}.")]
        public static partial void Processed(ILogger logger, int count, int deadLettered, int abandoned, TimeSpan age);
    }
}
