using Microsoft.Extensions.Logging;

namespace Platica.Processing.Operations;

/// <summary>Runs every <see cref="IMaintenanceTask"/>. Hosts call it about once an hour.</summary>
public sealed partial class Maintenance(IEnumerable<IMaintenanceTask> tasks, TimeProvider clock, ILogger<Maintenance> logger)
{
    /// <summary>How long to wait between runs.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>For each task. All of them stay under the ten minutes that the Functions host gives a call.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(4);

    /// <summary>Runs the tasks one after the other; where one fails, the others run all the same, and the next run tries it again.</summary>
    /// <returns>Whether none failed.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var succeeded = true;
        foreach (var task in tasks)
        {
            succeeded &= await TryAsync(task, cancellationToken).ConfigureAwait(false);
        }

        return succeeded;
    }

    private async Task<bool> TryAsync(IMaintenanceTask task, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetTimestamp();
        try
        {
            var counts = await task.RunAsync(() => clock.GetElapsedTime(startedAt) < Budget, cancellationToken).ConfigureAwait(false);
            Log.Ran(logger, task.Name, string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")), clock.GetElapsedTime(startedAt));
            return true;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            // Only its type: a store's message may quote a key.
            Log.Failed(logger, task.Name, problem.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Maintenance, {Task}: {Counts} in {Elapsed}.")]
        public static partial void Ran(ILogger logger, string task, string counts, TimeSpan elapsed);

        [LoggerMessage(2, LogLevel.Error, "Maintenance, {Task}, failed with {ExceptionType}; the next run goes on with it.")]
        public static partial void Failed(ILogger logger, string task, string exceptionType);
    }
}
