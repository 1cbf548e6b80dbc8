using Microsoft.Azure.Functions.Worker;
using Platica.Processing.Operations;

namespace Platica.Functions.Triggers;

/// <summary>Does what is due now and then: deletes what is older than the settings keep, and sweeps once more after erasures.</summary>
public sealed class MaintainFunction(Maintenance maintenance)
{
    /// <summary>Runs on one instance at a time, hourly. An hour that was missed is not made up for: the next one does the same.</summary>
    /// <exception cref="InvalidOperationException">Something failed: the platform's own count of failures tells it, too.</exception>
    [Function("maintain")]
    public async Task RunAsync([TimerTrigger("0 17 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        if (!await maintenance.RunAsync(cancellationToken))
        {
            throw new InvalidOperationException("Maintenance failed in part; the log tells in which. The next run tries it again.");
        }
    }
}
