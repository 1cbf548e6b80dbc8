using System.Reflection;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Receiving;
using Platica.Processing.Tables;

namespace Platica.Processing.Health;

/// <summary>
/// Answers <c>/api/health</c>: version, providers and their webhooks' paths, whether queue and store are reachable, and how many deliveries were refused and Flow
/// exchanges not recorded since the start. 200 when all is well, else 503, also while one of the providers that are on lacks its secret: its deliveries are turned away; always within <see cref="TimeLimit"/>.
/// </summary>
/// <remarks>Anybody may ask, and a look may cost money: all who ask within <see cref="HealthOptions.LooksEvery"/> get one look's answer.</remarks>
public sealed class HealthReporter(
    ProviderCatalog providers, IEventQueue queue, ITableStore store, WebhookReceiver receiver, HealthOptions options, TimeProvider clock)
{
    /// <summary>How long queue and store have to answer.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private static readonly string Version =
        typeof(HealthReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly Lock _lock = new();
    private Task<string?[]>? _look;
    private long _lookedAt;

    /// <summary>Checks and reports.</summary>
    public async Task<ReadAnswer> ReportAsync(CancellationToken cancellationToken)
    {
        var problems = await LookAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var healthy = problems is [null, null] && providers.Enabled.All(provider => provider.IsConfigured);
        var body = RowJson.Document(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", healthy ? "healthy" : "unhealthy");
            writer.WriteString("version", Version);
            writer.WriteStartObject("providers");
            foreach (var provider in providers.Enabled)
            {
                writer.WriteString(provider.Name, provider.ConfigurationProblem ?? "configured");
            }

            writer.WriteEndObject();
            writer.WriteStartArray("webhooks");
            foreach (var provider in providers.Enabled)
            {
                writer.WriteStringValue($"/api/webhooks/{provider.Name}");
            }

            writer.WriteEndArray();
            writer.WriteString("queue", problems[0] ?? "reachable");
            writer.WriteString("store", problems[1] ?? "reachable");
            writer.WriteNumber("refusedSinceStart", receiver.Refused);
            writer.WriteNumber("flowExchangesDroppedSinceStart", receiver.DroppedExchanges);
            writer.WriteEndObject();
        });
        return new ReadAnswer(healthy ? 200 : 503, "application/json", body);
    }

    /// <summary>What is wrong with queue and store, each null when nothing is. It belongs to all who ask, so nobody's hanging up ends it.</summary>
    private Task<string?[]> LookAsync()
    {
        lock (_lock)
        {
            if (_look is null || (_look.IsCompleted && clock.GetElapsedTime(_lookedAt) >= options.LooksEvery))
            {
                _lookedAt = clock.GetTimestamp();
                _look = Task.WhenAll(ProblemOf(queue.CheckAsync), ProblemOf(store.CheckAsync));
            }

            return _look;
        }
    }

    private async Task<string?> ProblemOf(Func<CancellationToken, Task> check)
    {
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        try
        {
            await check(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
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
        catch (Exception problem)
        {
            return $"the check failed with {problem.GetType().Name}";
        }
    }
}
