using System.Net;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;

namespace Platica.LocalHost.Tests.Web;

internal static class HealthCalls
{
    /// <summary>What the health route answers.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> GetHealthAsync(this RunningLocalHost host)
    {
        using var answer = await host.SendAsync(HttpMethod.Get, "/api/health");
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
