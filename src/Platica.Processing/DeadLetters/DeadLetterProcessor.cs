using Microsoft.Extensions.Logging;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.DeadLetters;

/// <summary>
/// Takes what a broker put aside into the table DeadLetters. No other queue is behind that of the dead letters, so whatever a message is,
/// it is kept.
/// </summary>
public sealed partial class DeadLetterProcessor(
    DeliveryMessages messages, DeadLetterRecorder recorder, ProcessingOptions options, TimeProvider clock, ILogger<DeadLetterProcessor> logger)
{
    /// <summary>The provider of a message that is not a delivery.</summary>
    public const string UnknownProvider = "unknown";

    /// <summary>Records a message; recording it again changes nothing.</summary>
    /// <param name="received">The message.</param>
    /// <param name="brokerReason">Why the broker, or whoever settled it, put it aside.</param>
    /// <param name="brokerDescription">The same in words.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// True when it is recorded, or done already, and may be completed; false when that failed and it must come again. It would do so at once, and for ever,
    /// so false is told only when <see cref="ProcessingOptions.StoreBudget"/> is over.
    /// </returns>
    /// <exception cref="OperationCanceledException">The call was cancelled: it is not to be settled.</exception>
    public async Task<bool> RecordAsync(
        ReceivedMessage received, string? brokerReason, string? brokerDescription, CancellationToken cancellationToken)
    {
        var reason = ValueLimits.CutDescription(ReasonOf(brokerReason));
        var description = ValueLimits.CutDescription(brokerDescription ?? string.Empty);
        var startedAt = clock.GetTimestamp();
        try
        {
            await new Patience(clock, options.StoreBudget).TryAsync(
                () => WriteAsync(received, reason, description, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRecorded(logger, MessageIds.ForLog(received.Message.MessageId), reason, problem is StoreUnavailableException ? problem.Message : problem.GetType().Name);
            await WaitOutAsync(startedAt, cancellationToken).ConfigureAwait(false);
            return false;
        }

        return true;
    }

    private async Task WriteAsync(ReceivedMessage received, string reason, string description, CancellationToken cancellationToken)
    {
        var content = await messages.ReadAsync(received.Message, cancellationToken).ConfigureAwait(false);
        if (content.Refusal?.Kind == SettlementKind.Complete)
        {
            return;
        }

        var delivery = await messages.ArchiveAsync(content.Delivery ?? Foreign(received), 0, cancellationToken).ConfigureAwait(false);
        try
        {
            await RecordAsync(delivery).ConfigureAwait(false);
        }
        catch (StoreRefusedException problem)
        {
            Log.Refused(logger, MessageIds.ForLog(received.Message.MessageId), problem.Message);
            var bare = await messages.KeepBodyAsync(Foreign(received) with { Body = delivery.Body }, cancellationToken).ConfigureAwait(false);
            await RecordAsync(bare).ConfigureAwait(false);
        }

        async Task RecordAsync(Delivery failed)
        {
            var replay = MessageIds.ReplayOf(received.Message.MessageId);
            var kept = await recorder.RecordAsync(
                failed, reason, description, received.DeliveryCount, received.EnqueuedAt, replay, cancellationToken).ConfigureAwait(false);
            await recorder.CleanAsync(failed, kept, cancellationToken).ConfigureAwait(false);
            Log.Recorded(logger, MessageIds.ForLog(received.Message.MessageId), reason, received.DeliveryCount);
        }
    }

    private async Task WaitOutAsync(long startedAt, CancellationToken cancellationToken)
    {
        var left = options.StoreBudget - clock.GetElapsedTime(startedAt);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What can be told of any message, whatever it says of itself.</summary>
    private static Delivery Foreign(ReceivedMessage received) =>
        new() { Provider = UnknownProvider, ReceivedAt = received.EnqueuedAt, Body = received.Message.Body };

    /// <summary>
    /// The names that Service Bus gives its own reasons
    /// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues) in ours; all others as they are.
    /// </summary>
    private static string ReasonOf(string? brokerReason) => brokerReason switch
    {
        null or "" => DeadLetterReasons.Unspecified,
        "MaxDeliveryCountExceeded" => DeadLetterReasons.MaxDelivery,
        "TTLExpiredException" => DeadLetterReasons.Expired,
        _ => brokerReason,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The message {MessageId} is kept as a dead letter: {Reason} after {Attempts} attempts.")]
        public static partial void Recorded(ILogger logger, string messageId, string reason, int attempts);

        [LoggerMessage(2, LogLevel.Error, "The dead letter {MessageId} ({Reason}) could not be recorded; it comes again: {Problem}")]
        public static partial void NotRecorded(ILogger logger, string messageId, string reason, string problem);

        [LoggerMessage(3, LogLevel.Error, "The dead letter {MessageId} is kept without what it says of itself, its body in a blob: {Problem}")]
        public static partial void Refused(ILogger logger, string messageId, string problem);
    }
}
