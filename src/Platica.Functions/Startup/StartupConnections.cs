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
    IMessageSender sender, TableStore tables, IBlobStore blobs, WarmUp warmUp, ILogger<StartupConnections> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () => Task.WhenAll(
            warmUp.RunAsync(stoppingToken),
            TryAsync("The queue", sender.CheckAsync, stoppingToken),
            TryAsync("Table storage", tables.CreateTablesAsync, stoppingToken),
            TryAsync("Blob storage", blobs.CheckAsync, stoppingToken)),
        stoppingToken);

    private async Task TryAsync(string service, Func<CancellationToken, Task> open, CancellationToken cancellationToken)
    {
        try
        {
            await open(cancellationToken);
        }
        catch (Exception problem) when (problem is QueueUnavailableException or StoreUnavailableException or StoreRefusedException)
        {
            Log.NotOpened(logger, service, problem.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Service} did not answer at the start and is tried again when it is needed: {Problem}")]
        public static partial void NotOpened(ILogger logger, string service, string problem);
    }
}
