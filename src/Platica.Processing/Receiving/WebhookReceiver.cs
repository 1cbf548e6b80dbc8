using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Platica.Flows;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Receiving;

/// <summary>
/// Takes a webhook call: length, form of the signature, raw bytes, signature, envelope, route. A delivery is acknowledged only once it is queued durably;
/// a Flow exchange is answered first and queued beside.
/// </summary>
public sealed partial class WebhookReceiver(
    ProviderCatalog providers,
    IEventQueue queue,
    IFlowResponder flows,
    ReceiverOptions options,
    FlowOptions flowOptions,
    ReceiverTelemetry telemetry,
    TimeProvider clock,
    ILogger<WebhookReceiver> logger)
{
    /// <summary>How many items of one call are on their way to the queue together.</summary>
    private const int PartsAtOnce = 64;

    private static readonly byte[] AcceptedBody = "{\"accepted\":true}"u8.ToArray();

    private readonly ReceiveResult _unknownProvider = Refusals.UnknownProvider(providers.Enabled);
    private readonly ReceiveResult _tooLarge = Refusals.TooLarge(options.MaxBodyBytes);
    private readonly ConcurrentDictionary<(IWebhookProvider Provider, SignatureResult Signature), ReceiveResult> _unauthenticated = new();
    private readonly BodyReader _bodies = new(options.BodyTimeout, clock);
    private readonly LateExchanges _late = new(clock);
    private long _refused;
    private long _droppedExchanges;

    /// <summary>How many calls were refused since the start: some may be lost messages of customers.</summary>
    public long Refused => Interlocked.Read(ref _refused);

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

    /// <summary>Takes a call and tells what to answer; never throws but for a caller who hung up.</summary>
    /// <exception cref="OperationCanceledException">The caller hung up while the body was read.</exception>
    public Task<ReceiveResult> ReceiveAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        var provider = Find(request);
        return PipelineTracing.HasListeners ? TraceAsync(provider, request, cancellationToken) : TakeAsync(provider, request, cancellationToken);
    }

    private async Task<ReceiveResult> TraceAsync(IWebhookProvider? provider, WebhookRequest request, CancellationToken cancellationToken)
    {
        using var span = PipelineTracing.StartReceive();
        var result = await TakeAsync(provider, request, cancellationToken).ConfigureAwait(false);
        span?.SetResult(provider, result);
        return result;
    }

    private async Task<ReceiveResult> TakeAsync(IWebhookProvider? provider, WebhookRequest request, CancellationToken cancellationToken)
    {
        if (provider is null)
        {
            return Refuse(null, request, _unknownProvider);
        }

        if (Admit(provider, request) is { } refusal)
        {
            return Refuse(provider, request, refusal);
        }

        var body = await _bodies.ReadAsync(request.Body, (int)request.ContentLength!.Value, cancellationToken).ConfigureAwait(false);
        return body.Bytes is null
            ? Refuse(provider, request, body.Refusal!)
            : await ReceiveAsync(provider, request, body.Bytes).ConfigureAwait(false);
    }

    /// <summary>Whose URL this is; null when it is nobody's.</summary>
    private IWebhookProvider? Find(WebhookRequest request) =>
        providers.TryGet(request.Provider, out var provider) && provider.IsEnabled && (provider.HasPaths || request.Head.Path.Length == 0) ? provider : null;

    /// <summary>What can be refused is refused unread: whoever sends without a signature shall cost next to nothing.</summary>
    private ReceiveResult? Admit(IWebhookProvider provider, WebhookRequest request) =>
        !Takes(provider, request) ? Refusals.MethodNotAllowed(provider)
        : request.ContentLength is null ? Refusals.LengthRequired
        : request.ContentLength > options.MaxBodyBytes ? _tooLarge
        : provider.CheckHead(request.Head) is { } signature ? Unauthenticated(provider, signature)
        : null;

    private ReceiveResult Unauthenticated(IWebhookProvider provider, SignatureResult signature) =>
        _unauthenticated.GetOrAdd((provider, signature), static key => Refusals.Unauthenticated(key.Provider, key.Signature));

    private static bool Takes(IWebhookProvider? provider, WebhookRequest request) =>
        provider?.Methods.Contains(request.Head.Method) ?? request.Head.Method == RequestHead.Post;

    /// <summary>A wrong method is somebody looking at the URL; anything else may be a delivery, also one to a URL that was mistyped.</summary>
    private ReceiveResult Refuse(IWebhookProvider? provider, WebhookRequest request, ReceiveResult refusal)
    {
        if (!Takes(provider, request))
        {
            return refusal;
        }

        if (refusal.Outcome == ReceiveOutcome.Refused)
        {
            Interlocked.Increment(ref _refused);
        }

        telemetry.Refused(provider, refusal, request.ContentLength);
        return refusal;
    }

    /// <summary>From here on the caller's hanging up changes nothing: the delivery is signed and ours.</summary>
    private Task<ReceiveResult> ReceiveAsync(IWebhookProvider provider, WebhookRequest request, byte[] body)
    {
        var signature = provider.Authenticate(request.Head, body);
        if (signature is not (SignatureResult.Valid or SignatureResult.UnsignedAllowed))
        {
            return Task.FromResult(Refuse(provider, request, Unauthenticated(provider, signature)));
        }

        var delivery = new Delivery
        {
            Provider = provider.Name,
            ReceivedAt = clock.GetUtcNow(),
            Body = body,
            Attributes = provider.ReadAttributes(request.Head),
        };
        var parts = provider.Split(delivery);
        return parts is [var only] ? TakeAsync(provider, only, request.StartedAt) : TakeAllAsync(provider, parts, request.StartedAt);
    }

    /// <summary>
    /// Only what was queued as a whole is acknowledged: of a call that is sent again, what came before changes nothing. Once the queue did not take
    /// an item, no more are tried: whoever waits for the answer gets it while he still waits.
    /// </summary>
    private async Task<ReceiveResult> TakeAllAsync(IWebhookProvider provider, IReadOnlyList<Delivery> parts, long startedAt)
    {
        ReceiveResult? failure = null;
        ReceiveResult? first = null;
        await Bounded.ForEachAsync(
            parts.Index().TakeWhile(_ => Volatile.Read(ref failure) is null),
            PartsAtOnce,
            async part =>
            {
                var result = await TakeAsync(provider, part.Item, startedAt).ConfigureAwait(false);
                if (result.Outcome == ReceiveOutcome.Unavailable)
                {
                    Volatile.Write(ref failure, result);
                }
                else if (part.Index == 0)
                {
                    first = result;
                }
            }).ConfigureAwait(false);
        return failure ?? first! with { Detail = string.Create(CultureInfo.InvariantCulture, $"{parts.Count} items") };
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
            Log.QueueUnavailable(logger, envelope?.EventName, envelope?.EventId, Describe(exception));
            return Refusals.QueueUnavailable with { EventName = envelope?.EventName, EventId = envelope?.EventId };
        }

        var outcome = envelope is null ? ReceiveOutcome.Malformed : ReceiveOutcome.Accepted;
        telemetry.Received(delivery, envelope, outcome);
        return new ReceiveResult
        {
            StatusCode = provider.SuccessStatusCode,
            Body = AcceptedBody,
            Outcome = outcome,
            EventName = envelope?.EventName,
            EventId = envelope?.EventId,
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
            EventId = envelope.EventId,
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
            Log.ExchangeQueuedLate(logger, envelope.EventName, envelope.EventId);
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
            Log.ExchangeDropped(logger, envelope.EventName, envelope.EventId, Describe(exception));
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
