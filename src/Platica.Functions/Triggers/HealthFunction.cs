using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Platica.Functions.Http;
using Platica.Processing.Health;

namespace Platica.Functions.Triggers;

/// <summary>Tells whether deliveries can be taken and stored; for availability tests, which also keep an instance warm.</summary>
public sealed class HealthFunction(HealthReporter health)
{
    /// <summary>Answers a request.</summary>
    [Function("health")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequestData request, CancellationToken cancellationToken) =>
        await request.AnswerAsync(await health.ReportAsync(cancellationToken));
}
