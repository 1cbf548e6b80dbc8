using Platica.Processing.Operations;

namespace Platica.LocalHost;

/// <summary>Runs the maintenance at the start, for the journal brings back what is too old, and then about once an hour.</summary>
internal sealed class MaintenanceTimer(Maintenance maintenance, TimeProvider clock)
{
    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Maintenance.Interval, clock);
        try
        {
            do
            {
                await maintenance.RunAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It stops; what is left to do is due at the next start.
        }
    }
}
