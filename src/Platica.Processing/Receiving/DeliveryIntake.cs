using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Platica.Flows;
using Platica.Processing.Queue;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Processing.Receiving;

/// <summary>
/// Takes what an authentic call brought: envelope, route, queue. A delivery is acknowledged only once it is queued durably; a Flow exchange is answered first
/// and queued beside.
/// </summary>
internal sealed partial class DeliveryIntake(
    IEventQueue queue, IFlowResponder flows, ReceiverOptions options, FlowOptions flowOptions, ReceiverTelemetry telemetry, TimeProvider clock, ILogger logger)
{
    /// <summary>How many items of one call are on their way to the queue together: enough for thousands within the seconds that a provider waits.</summary>
    private const int PartsAtOnce = 128;

    private static readonly byte[] AcceptedBody = "{\"accepted\":true}"u8.ToArray();

    private readonly LateExchanges _late = new(clock);
    private long _droppedExchanges;

    /// <summary>How many Flow exchanges were answered but could not be queued since the start.</summary>
    public long DroppedExchanges => Interlocked.Read(ref _droppedExchanges);

    /// <summary>
    /// Waits, for <see cref="ReceiverOptions.DrainLimit"/> at most, until the queue has the exchanges that were answered before it had them.
    /// For whoever stops the process, once no call comes any more; what is not queued then is counted and told as lost.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var lost = await _late.DrainAsync(options.DrainLimit, cancellationToken).ConfigureAwait(false);
        if (lost > 0)
        {
            Interlocked.Add(ref _droppedExchanges, lost);
            Log.ExchangesLost(logger, lost);
        }
    }

    /// <summary>Takes the deliveries of one call and tells what to answer; never throws.</summary>
    public Task<ReceiveResult> TakeAsync(IWebhookProvider provider, IReadOnlyList<Delivery> parts, long startedAt) =>
        parts is [var only] ? TakeAsync(provider, only, startedAt) : TakeAllAsync(provider, parts, startedAt);

    /// <summary>
    /// Only what was queued as a whole is acknowledged, so that the rest is sent again. Once the queue did not take an item, no more are tried: whoever
    /// waits for the answer gets it while he still waits.
    /// </summary>
    private async Task<ReceiveResult> TakeAllAsync(IWebhookProvider provider, IReadOnlyList<Delivery> parts, long startedAt)
    {
        ReceiveResult? failure = null;
        ReceiveResult? first = null;
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(PartsAtOnce, parts.Count)).Select(_ => TakeNextAsync())).ConfigureAwait(false);
        return failure ?? first! with { Detail = string.Create(CultureInfo.InvariantCulture, $"{parts.Count} items") };

        async Task TakeNextAsync()
        {
            while (Volatile.Read(ref failure) is null && Interlocked.Increment(ref taken) - 1 is var index && index < parts.Count)
            {
                var result = await TakeAsync(provider, parts[index], startedAt).ConfigureAwait(false);
                if (result.Outcome == ReceiveOutcome.Unavailable)
                {
                    Volatile.Write(ref failure, result);
                }
                else if (index == 0)
                {
                    first = result;
                }
            }
        }
    }

    private Task<ReceiveResult> TakeAsync(IWebhookProvider provider, Delivery delivery, long startedAt) =>
        !provider.TryReadEnvelope(delivery, out var envelope, out var problem)
            ? EnqueueAsync(provider, delivery, null, problem)
            : envelope.IsFlowExchange && provider.ReadFlowExchange(delivery, envelope) is { } exchange
                ? AnswerFlowAsync(delivery, envelope, exchange, startedAt)
                : EnqueueAsync(provider, delivery, envelope, null);

    private async Task<ReceiveResult> EnqueueAsync(IWebhookProvider provider, Delivery delivery, Envelope? envelope, string? problem)
    {
        using var span = PipelineTracing.StartEnqueue();
        try
        {
            await queue.EnqueueAsync(delivery, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            telemetry.Received(delivery, envelope, ReceiveOutcome.Unavailable);
            Log.QueueUnavailable(logger, envelope?.EventName, envelope?.LogId, Describe(exception));
            return Refusals.QueueUnavailable with { EventName = envelope?.EventName, LogId = envelope?.LogId };
        }

        var outcome = envelope is null ? ReceiveOutcome.Malformed : ReceiveOutcome.Accepted;
        telemetry.Received(delivery, envelope, outcome);
        return new ReceiveResult
        {
            StatusCode = provider.SuccessStatusCode,
            Body = AcceptedBody,
            Outcome = outcome,
            EventName = envelope?.EventName,
            LogId = envelope?.LogId,
            Detail = problem,
        };
    }

    private async Task<ReceiveResult> AnswerFlowAsync(Delivery delivery, Envelope envelope, FlowExchange exchange, long startedAt)
    {
        var reply = await flows.AnswerAsync(exchange, startedAt).ConfigureAwait(false);
        if (!envelope.IsCheck)
        {
            await RecordExchangeAsync(delivery with { Reply = reply }, envelope, startedAt).ConfigureAwait(false);
        }

        return new ReceiveResult
        {
            StatusCode = 200,
            Body = reply.Answer,
            Outcome = ReceiveOutcome.FlowAnswered,
            EventName = envelope.EventName,
            LogId = envelope.LogId,
            Detail = reply.Outcome,
        };
    }

    /// <summary>
    /// The form that a person filled in is the lead, so the exchange is queued too. The answer waits for that a moment, if there is any
    /// left before its deadline; then it goes out, and queueing goes on in the background.
    /// </summary>
    private async Task RecordExchangeAsync(Delivery delivery, Envelope envelope, long startedAt)
    {
        telemetry.Received(delivery, envelope, ReceiveOutcome.FlowAnswered);
        var queued = EnqueueExchangeAsync(delivery, envelope);
        var left = TimeSpan.FromMilliseconds(flowOptions.DeadlineMilliseconds) - clock.GetElapsedTime(startedAt);
        var wait = TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, options.FlowQueueWait.Ticks));
        try
        {
            await queued.WaitAsync(wait, clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _late.Add(queued);
            Log.ExchangeQueuedLate(logger, envelope.EventName, envelope.LogId);
        }
    }

    /// <summary>Never throws: whatever keeps it from being queued must not cost the person the answer.</summary>
    private async Task EnqueueExchangeAsync(Delivery delivery, Envelope envelope)
    {
        using var span = PipelineTracing.StartEnqueue();
        try
        {
            await queue.EnqueueAsync(delivery, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            Interlocked.Increment(ref _droppedExchanges);
            Log.ExchangeDropped(logger, envelope.EventName, envelope.LogId, Describe(exception));
        }
    }

    /// <summary>Of a fault that nobody foresaw only the type: its text may quote what a person wrote.</summary>
    private static string Describe(Exception problem) => problem is QueueUnavailableException ? problem.Message : problem.GetType().Name;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The queue did not take {EventName} {EventId}: {Problem}")]
        public static partial void QueueUnavailable(ILogger logger, string? eventName, string? eventId, string problem);

        [LoggerMessage(2, LogLevel.Error, "Flow exchange {EventName} {EventId} was answered but not recorded: {Problem}")]
        public static partial void ExchangeDropped(ILogger logger, string eventName, string eventId, string problem);

        [LoggerMessage(3, LogLevel.Warning, "Flow exchange {EventName} {EventId} was answered before the queue had it.")]
        public static partial void ExchangeQueuedLate(ILogger logger, string eventName, string eventId);

        [LoggerMessage(4, LogLevel.Error, "{Count} Flow exchanges were answered and not yet queued when the process stopped.")]
        public static partial void ExchangesLost(ILogger logger, int count);
    }
}
