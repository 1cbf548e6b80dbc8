using Microsoft.Azure.Functions.Worker;
using Platica.Processing.Queue;
using Platica.Processing.Telemetry;

namespace Platica.Functions.Triggers;

/// <summary>Moves what the queue did not take in time from the fallback store to the queue, every minute, and reports what waits where.</summary>
public sealed class DrainFallbackFunction(FallbackDrain drain, PipelineMetrics metrics)
{
    /// <summary>Runs on one instance at a time. A minute that was missed is not made up for: the next one does the same.</summary>
    [Function("drain-fallback")]
    public async Task RunAsync([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var result = await drain.RunAsync(cancellationToken);
        if (result.OldestAge is { } age)
        {
            metrics.OldestMessageAge(age);
        }

        if (result.Left is { } left)
        {
            metrics.FallbackDepth(left);
        }
    }
}
