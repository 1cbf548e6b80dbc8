using System.Diagnostics.Metrics;
using Platica.Flows;
using Platica.Flows.FlowJson;
using Platica.Flows.Running;
using Platica.Processing.Channels;
using Platica.Processing.Deliveries;
using Platica.Processing.Receiving;
using Platica.Webhooks;

namespace Platica.Processing.Telemetry;

/// <summary>
/// What the pipeline tells of itself in numbers: the meter <see cref="MeterName"/>. Every tag has few values, and none is personal. Without
/// somebody who listens a measurement costs nothing to speak of.
/// </summary>
public sealed class PipelineMetrics : IFlowObserver, IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Platica";

    private readonly Meter _meter;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _flowFallbacks;
    private readonly Counter<long> _flowViolations;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _processed;
    private readonly Counter<long> _erased;
    private readonly Counter<long> _channelTurns;
    private readonly Counter<long> _fallbackWritten;
    private readonly Histogram<double> _deliveryDelay;
    private readonly Histogram<double> _queueAge;
    private readonly Histogram<double> _flowDuration;
    private readonly Gauge<double> _oldestMessage;
    private readonly Gauge<long> _fallbackDepth;

    /// <summary>The instruments of one pipeline.</summary>
    public PipelineMetrics()
        : this(MeterName)
    {
    }

    /// <summary>Instruments under another name, for what must not count.</summary>
    internal PipelineMetrics(string meterName)
    {
        _meter = new(new MeterOptions(meterName) { Scope = this });
        _deliveries = _meter.CreateCounter<long>("platica.deliveries", "{delivery}", "Webhook calls by provider, event and outcome.");
        _refused = _meter.CreateCounter<long>(
            "platica.refused", "{delivery}", "Calls that were refused, by reason: some may be lost messages of customers.");
        _flowFallbacks = _meter.CreateCounter<long>("platica.flow.fallbacks", "{answer}", "Flow answers that were the fallback, by why.");
        _flowViolations = _meter.CreateCounter<long>(
            "platica.flow.violations", "{violation}", "Ways in which Flow answers did not fit their Flow JSON, by Flow, kind and what was sent.");
        _deadLetters = _meter.CreateCounter<long>("platica.dead_letters", "{delivery}", "Dead letters that were recorded, by reason.");
        _processed = _meter.CreateCounter<long>("platica.processed", "{delivery}", "Deliveries taken from the queue, by settlement.");
        _erased = _meter.CreateCounter<long>("platica.erased", "{delivery}", "Deliveries that were dropped because their person had been erased.");
        _channelTurns = _meter.CreateCounter<long>(
            "platica.channel.turns", "{turn}", "Channels that stopped working or work again, by provider and health.");
        _fallbackWritten = _meter.CreateCounter<long>(
            "platica.fallback.written", "{delivery}", "Deliveries that the queue did not take and the fallback store did.");
        _deliveryDelay = _meter.CreateHistogram(
            "platica.delivery.delay", "s", "From the time in an event's envelope to its arrival here.",
            advice: Buckets(0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200));
        _queueAge = _meter.CreateHistogram(
            "platica.queue.age", "s", "How long deliveries waited in the queue.",
            advice: Buckets(0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 43200));
        _flowDuration = _meter.CreateHistogram(
            "platica.flow.duration", "ms", "From entering our code to having a Flow's answer.",
            advice: Buckets(5, 10, 25, 50, 100, 200, 300, 400, 450, 500, 600, 700));
        _oldestMessage = _meter.CreateGauge<double>("platica.queue.oldest", "s", "Age of the oldest message in the queue; 0 when it is empty.");
        _fallbackDepth = _meter.CreateGauge<long>("platica.fallback.depth", "{delivery}", "Deliveries in the fallback store that wait for the queue.");
    }

    /// <summary>A call on a webhook URL was answered.</summary>
    /// <param name="provider">The provider's name, <c>unknown</c> for one that is not known here.</param>
    /// <param name="eventName">An event name that the provider lists, <c>other</c> for one it does not, <c>none</c> where none was read.</param>
    /// <param name="outcome">What became of it.</param>
    public void Received(string provider, string eventName, ReceiveOutcome outcome) => _deliveries.Add(
        1, new("provider", provider), new("event", eventName), new KeyValuePair<string, object?>("outcome", TelemetryNames.Of(outcome)));

    /// <summary>A delivery arrived that long after its event. A negative span, as of clocks that differ, counts as none.</summary>
    public void DeliveryDelay(TimeSpan delay) => _deliveryDelay.Record(Seconds(delay));

    /// <summary>A call was refused.</summary>
    /// <param name="reason">One of <see cref="RefusalReasons"/>.</param>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A Flow exchange was answered.</summary>
    public void FlowAnswered(FlowReply reply)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", reply.Outcome);
        _flowDuration.Record(reply.Milliseconds, outcome);
        if (FlowOutcome.IsFallback(reply.Outcome))
        {
            _flowFallbacks.Add(1, outcome);
        }
    }

    /// <inheritdoc/>
    void IFlowObserver.AnswerViolated(string flow, FlowAnswerViolation violation, bool isSent) => _flowViolations.Add(
        1,
        new("flow", flow),
        new("kind", TelemetryNames.Of(violation.Kind)),
        new KeyValuePair<string, object?>("outcome", isSent ? "mended" : "fallback"));

    /// <summary>A dead letter was recorded.</summary>
    /// <param name="reason">One of <see cref="DeadLetterReasons"/>; a reason of somebody else's wording counts as <c>other</c>.</param>
    public void DeadLettered(string reason) =>
        _deadLetters.Add(1, new KeyValuePair<string, object?>("reason", TelemetryNames.ReasonOf(reason)));

    /// <summary>A delivery from the queue was processed.</summary>
    public void Processed(SettlementKind settlement) =>
        _processed.Add(1, new KeyValuePair<string, object?>("settlement", TelemetryNames.Of(settlement)));

    /// <summary>A delivery was dropped, because the person it tells of had been erased.</summary>
    public void Erased() => _erased.Add(1);

    /// <summary>A channel stopped working, or works again; which one is in the log.</summary>
    public void ChannelTurned(ChannelHealth health) => _channelTurns.Add(
        1, new("provider", health.Provider), new KeyValuePair<string, object?>("health", health.IsHealthy ? "healthy" : "unhealthy"));

    /// <summary>A delivery waited that long in the queue.</summary>
    public void QueueAge(TimeSpan age) => _queueAge.Record(Seconds(age));

    /// <summary>The oldest message in the queue is that old; zero for an empty queue.</summary>
    public void OldestMessageAge(TimeSpan age) => _oldestMessage.Record(Seconds(age));

    /// <summary>A delivery went to the fallback store, because the queue did not take it.</summary>
    public void FallbackWritten() => _fallbackWritten.Add(1);

    /// <summary>So many deliveries wait in the fallback store.</summary>
    public void FallbackDepth(long deliveries) => _fallbackDepth.Record(deliveries);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static double Seconds(TimeSpan span) => Math.Max(0, span.TotalSeconds);

    private static InstrumentAdvice<double> Buckets(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
