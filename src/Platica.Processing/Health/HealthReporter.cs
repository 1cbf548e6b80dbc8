using System.Reflection;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Receiving;
using Platica.Processing.Tables;

namespace Platica.Processing.Health;

/// <summary>
/// Answers <c>/api/health</c>: version, providers, whether queue and store are reachable, and how many deliveries were refused and Flow
/// exchanges not recorded since the start. 200 when all is well, else 503; always within <see cref="TimeLimit"/>.
/// </summary>
public sealed class HealthReporter(ProviderCatalog providers, IEventQueue queue, ITableStore store, WebhookReceiver receiver, TimeProvider clock)
{
    /// <summary>How long queue and store have to answer.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private static readonly string Version =
        typeof(HealthReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Checks and reports.</summary>
    public async Task<ReadAnswer> ReportAsync(CancellationToken cancellationToken)
    {
        var problems = await Task.WhenAll(
            ProblemOf(queue.CheckAsync, cancellationToken),
            ProblemOf(store.CheckAsync, cancellationToken)).ConfigureAwait(false);
        var healthy = problems is [null, null] && providers.All.Any(provider => provider.IsConfigured);
        var body = RowJson.Document(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", healthy ? "healthy" : "unhealthy");
            writer.WriteString("version", Version);
            writer.WriteStartObject("providers");
            foreach (var provider in providers.All)
            {
                writer.WriteString(provider.Name, provider.ConfigurationProblem ?? "configured");
            }

            writer.WriteEndObject();
            writer.WriteString("queue", problems[0] ?? "reachable");
            writer.WriteString("store", problems[1] ?? "reachable");
            writer.WriteNumber("refusedSinceStart", receiver.Refused);
            writer.WriteNumber("flowExchangesDroppedSinceStart", receiver.DroppedExchanges);
            writer.WriteEndObject();
        });
        return new ReadAnswer(healthy ? 200 : 503, "application/json", body);
    }

    private async Task<string?> ProblemOf(Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await check(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            return $"no answer within {TimeLimit.TotalSeconds} s";
        }
        catch (Exception problem) when (problem is QueueUnavailableException or StoreUnavailableException)
        {
            return PublicText.Of(problem.Message);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            return $"the check failed with {problem.GetType().Name}";
        }
    }
}
