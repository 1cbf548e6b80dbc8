using System.Diagnostics;
using Platica.Processing.Receiving;
using Platica.Webhooks;

namespace Platica.Processing.Telemetry;

/// <summary>
/// The spans of a delivery's way: <c>receive webhook</c> → <c>enqueue</c> → the message → <c>process batch</c> → <c>store batch</c> → table
/// writes. Their source is <see cref="SourceName"/>. Without a listener every method here answers null at once. No tag holds personal data.
/// </summary>
public static class PipelineTracing
{
    /// <summary>The activity source's name.</summary>
    public const string SourceName = "Platica";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether somebody listens.</summary>
    internal static bool HasListeners => Source.HasListeners();

    /// <summary>
    /// A batch from the queue is processed. It has as many origins as messages, so the span links to them instead of being the child of one.
    /// </summary>
    /// <param name="traceparents">The messages' W3C <c>traceparent</c> values; null and unreadable ones are skipped.</param>
    /// <returns>The span, to be disposed of when the batch is settled; null when nobody listens.</returns>
    public static Activity? StartProcessBatch(IEnumerable<string?> traceparents)
    {
        if (!HasListeners)
        {
            return null;
        }

        var all = traceparents.ToList();
        var span = Source.StartActivity("process batch", ActivityKind.Consumer, parentContext: default, links: LinksTo(all));
        return span?.SetTag("messaging.batch.message_count", all.Count);
    }

    /// <summary>The parent of what the warm-up receives, so that nobody takes that for a delivery.</summary>
    internal static Activity? StartWarmUp() => Source.StartActivity("warm up");

    internal static Activity? StartReceive() => Source.StartActivity("receive webhook");

    /// <summary>Tells what became of a call.</summary>
    internal static void SetResult(this Activity span, IWebhookProvider? provider, ReceiveResult result)
    {
        span.SetTag("platica.provider", provider?.Name ?? TelemetryNames.UnknownProvider)
            .SetTag("platica.event", TelemetryNames.EventOf(provider, result.EventName))
            .SetTag("platica.outcome", TelemetryNames.Of(result.Outcome));
        if (result.Outcome == ReceiveOutcome.Unavailable)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    internal static Activity? StartEnqueue() => Source.StartActivity("enqueue", ActivityKind.Producer);

    internal static Activity? StartStoreBatch(int deliveries) => Source.StartActivity("store batch")?.SetTag("platica.deliveries", deliveries);

    /// <summary>A write to a table; its rows' keys stay out, they are made of ids and telephone numbers.</summary>
    internal static Activity? StartWrite(string operation, string table, int rows) =>
        Source.StartActivity($"{operation} {table}", ActivityKind.Client)?.SetTag("platica.table", table).SetTag("platica.rows", rows);

    private static IEnumerable<ActivityLink> LinksTo(IEnumerable<string?> traceparents)
    {
        foreach (var traceparent in traceparents.Distinct(StringComparer.Ordinal))
        {
            if (ActivityContext.TryParse(traceparent, null, isRemote: true, out var origin))
            {
                yield return new ActivityLink(origin);
            }
        }
    }
}
