using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Platica.Flows;
using Platica.Processing.Queue;
using Platica.Processing.Telemetry;
using Platica.Webhooks;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Receiving;

/// <summary>
/// Takes a webhook call: length, form of the signature, raw bytes, signature; then <see cref="DeliveryIntake"/> has what it brought.
/// </summary>
public sealed class WebhookReceiver(
    ProviderCatalog providers,
    IEventQueue queue,
    IFlowResponder flows,
    ReceiverOptions options,
    FlowOptions flowOptions,
    ReceiverTelemetry telemetry,
    TimeProvider clock,
    ILogger<WebhookReceiver> logger)
{
    private readonly ReceiveResult _unknownProvider = Refusals.UnknownProvider(providers.Enabled);
    private readonly ReceiveResult _tooLarge = Refusals.TooLarge(options.MaxBodyBytes);
    private readonly ConcurrentDictionary<(IWebhookProvider Provider, SignatureResult Signature), ReceiveResult> _unauthenticated = new();
    private readonly BodyReader _bodies = new(options.BodyTimeout, clock);
    private readonly DeliveryIntake _intake = new(queue, flows, options, flowOptions, telemetry, clock, logger);
    private long _refused;

    /// <summary>How many calls were refused since the start: some may be lost messages of customers.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How many Flow exchanges were answered but could not be queued since the start.</summary>
    public long DroppedExchanges => _intake.DroppedExchanges;

    /// <inheritdoc cref="DeliveryIntake.DrainAsync"/>
    public Task DrainAsync(CancellationToken cancellationToken) => _intake.DrainAsync(cancellationToken);

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

        if (DeliveryCheck.IsOne(body))
        {
            return Task.FromResult(Acknowledge(provider));
        }

        var delivery = new Delivery
        {
            Provider = provider.Name,
            ReceivedAt = clock.GetUtcNow(),
            Body = body,
            Attributes = provider.ReadAttributes(request.Head),
        };
        return _intake.TakeAsync(provider, provider.Split(delivery), request.StartedAt);
    }

    private static ReceiveResult Acknowledge(IWebhookProvider provider) => new()
    {
        StatusCode = provider.SuccessStatusCode,
        Body = DeliveryCheck.Answer,
        Outcome = ReceiveOutcome.Accepted,
        EventName = DeliveryCheck.EventName,
        Detail = "check",
    };
}
