using Microsoft.Extensions.Logging;
using Platica.Processing.Telemetry;
using Platica.Webhooks;

namespace Platica.Processing.Receiving;

/// <summary>What the receiver tells of its calls: metrics, and a log line for those it refuses.</summary>
/// <param name="providers">Who knows event names.</param>
/// <param name="metrics">The counters.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">The log of refused calls; hosts that tell of each call themselves may switch it off.</param>
public sealed partial class ReceiverTelemetry(
    ProviderCatalog providers, PipelineMetrics metrics, TimeProvider clock, ILogger<ReceiverTelemetry> logger)
{
    private readonly RefusalWindows _windows = new(clock);

    /// <summary>A delivery was taken, or could not be for want of a queue.</summary>
    internal void Received(Delivery delivery, Envelope? envelope, ReceiveOutcome outcome)
    {
        providers.TryGet(delivery.Provider, out var provider);
        metrics.Received(delivery.Provider, TelemetryNames.EventOf(provider, envelope?.EventName), outcome);
        if (envelope is not null)
        {
            metrics.DeliveryDelay(delivery.ReceivedAt - envelope.Timestamp);
        }

        if (delivery.Reply is { } reply)
        {
            metrics.FlowAnswered(reply);
        }
    }

    /// <summary>A call was not taken: refused, or there is no secret to check it with.</summary>
    /// <param name="provider">Whom it was for; null for nobody known here. What the caller wrote in his place is told to no one.</param>
    /// <param name="refusal">What it was answered.</param>
    /// <param name="bytes">The length of its body, if it told one.</param>
    internal void Refused(IWebhookProvider? provider, ReceiveResult refusal, long? bytes)
    {
        var name = provider?.Name ?? TelemetryNames.UnknownProvider;
        metrics.Received(name, TelemetryNames.NoEvent, refusal.Outcome);
        if (refusal.Reason is { } reason)
        {
            metrics.Refused(reason);
        }

        // Whoever sends thousands of unsigned calls a second must not fill the log with them.
        if (!_windows.TryEnter(refusal.Detail!, out var suppressed))
        {
            return;
        }

        if (refusal.Outcome == ReceiveOutcome.Unavailable)
        {
            Log.NotReady(logger, name, refusal.Detail!, bytes, suppressed);
        }
        else
        {
            Log.Refused(logger, name, refusal.Detail!, bytes, suppressed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Refused a call of {Provider}: {Reason}. Bytes: {Bytes}. More of these since the last such line: {Suppressed}.")]
        public static partial void Refused(ILogger logger, string provider, string reason, long? bytes, long suppressed);

        [LoggerMessage(2, LogLevel.Error, "Cannot take calls of {Provider}: {Reason}. Bytes: {Bytes}. More of these since the last such line: {Suppressed}.")]
        public static partial void NotReady(ILogger logger, string provider, string reason, long? bytes, long suppressed);
    }
}
