using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platica.Functions.Tables;
using Platica.Processing.Archive;
using Platica.Processing.Queue;
using Platica.Processing.Startup;
using Platica.Processing.Tables;

namespace Platica.Functions.Startup;

/// <summary>
/// Does in the background what would make the first calls late: opens the link to the queue, creates what is not there yet, walks the way of
/// a Flow's answer. The host listens meanwhile, and what fails here is tried again when it is needed.
/// </summary>
internal sealed partial class StartupConnections(
    IMessageSender sender, TableStore tables, TableSets sets, IBlobStore blobs, WarmUp warmUp, ILogger<StartupConnections> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () => Task.WhenAll(
            TryAsync("The warm-up", warmUp.RunAsync, stoppingToken),
            TryAsync("The queue", sender.CheckAsync, stoppingToken),
            TryAsync("Table storage", token => tables.CreateTablesAsync(sets.NamesInUse, token), stoppingToken),
            TryAsync("Blob storage", blobs.CheckAsync, stoppingToken)),
        stoppingToken);

    /// <summary>Lets no failure out, foreseen or not: one from a background service would stop the whole worker.</summary>
    private async Task TryAsync(string step, Func<CancellationToken, Task> start, CancellationToken cancellationToken)
    {
        try
        {
            await start(cancellationToken);
        }
        catch (Exception problem) when (problem is QueueUnavailableException or StoreUnavailableException)
        {
            Log.NotStarted(logger, step, problem.Message);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotStarted(logger, step, problem.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Step} failed at the start, and the first calls may be late: {Problem}")]
        public static partial void NotStarted(ILogger logger, string step, string problem);
    }
}
