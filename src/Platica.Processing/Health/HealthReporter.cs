using System.Reflection;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Receiving;
using Platica.Processing.Tables;

namespace Platica.Processing.Health;

/// <summary>
/// Answers <c>/api/health</c>: version, providers, whether queue and store are reachable, and how many deliveries were refused and Flow
/// exchanges not recorded since the start. 200 when all is well, else 503.
/// </summary>
public sealed class HealthReporter(ProviderCatalog providers, IEventQueue queue, ITableStore store, WebhookReceiver receiver)
{
    private static readonly string Version =
        typeof(HealthReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Checks and reports.</summary>
    public async Task<ReadAnswer> ReportAsync(CancellationToken cancellationToken)
    {
        var queueProblem = await ProblemOf(queue.CheckAsync(cancellationToken)).ConfigureAwait(false);
        var storeProblem = await ProblemOf(store.CheckAsync(cancellationToken)).ConfigureAwait(false);
        var healthy = queueProblem is null && storeProblem is null && providers.All.Any(provider => provider.IsConfigured);
        var body = RowJson.Document(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", healthy ? "healthy" : "unhealthy");
            writer.WriteString("version", Version);
            writer.WriteStartObject("providers");
            foreach (var provider in providers.All)
            {
                writer.WriteString(provider.Name, provider.IsConfigured ? "configured" : "no secret set");
            }

            writer.WriteEndObject();
            writer.WriteString("queue", queueProblem ?? "reachable");
            writer.WriteString("store", storeProblem ?? "reachable");
            writer.WriteNumber("refusedSinceStart", receiver.Refused);
            writer.WriteNumber("flowExchangesDroppedSinceStart", receiver.DroppedExchanges);
            writer.WriteEndObject();
        });
        return new ReadAnswer(healthy ? 200 : 503, "application/json", body);
    }

    private static async Task<string?> ProblemOf(Task check)
    {
        try
        {
            await check.ConfigureAwait(false);
            return null;
        }
        catch (Exception problem) when (problem is QueueUnavailableException or StoreUnavailableException)
        {
            return problem.Message;
        }
    }
}
