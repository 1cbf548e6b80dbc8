using System.Net;
using System.Reflection;
using System.Text.Json;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Health;

namespace Platica.LocalHost.Tests.Web;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_tells_version_providers_queue_and_store()
    {
        await using var host = await RunningLocalHost.StartAsync();

        var (status, health) = await host.GetHealthAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Equal(
            typeof(HealthReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            health.GetProperty("version").GetString());
        var provider = Assert.Single(health.GetProperty("providers").EnumerateObject());
        Assert.Equal(("platica", "configured"), (provider.Name, provider.Value.GetString()));
        Assert.Equal("reachable", health.GetProperty("queue").GetString());
        Assert.Equal("reachable", health.GetProperty("store").GetString());
    }

    [Fact]
    public async Task Health_counts_what_was_refused_but_not_who_looked_at_the_URL()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using (await host.SendAsync(HttpMethod.Post, "/api/webhooks/platica", new StringContent("{}")))
        using (await host.SendAsync(HttpMethod.Get, "/api/webhooks/platica"))
        {
            var (_, health) = await host.GetHealthAsync();

            Assert.Equal(1, health.GetProperty("refusedSinceStart").GetInt64());
            Assert.Equal(0, health.GetProperty("flowExchangesDroppedSinceStart").GetInt64());
        }
    }

    [Theory]
    [InlineData("secret", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.ServiceUnavailable)]
    public async Task HEAD_is_answered_as_GET_but_without_a_body(string? secret, HttpStatusCode status)
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with { Secret = secret });

        using var answer = await host.SendAsync(HttpMethod.Head, "/api/health");

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(null, "no secret set", "no signing secret is set: set Platica__Secret")]
    [InlineData("  ", "no secret set", "no signing secret is set: set Platica__Secret")]
    [InlineData(
        "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/platica)",
        "the Key Vault reference in Platica__Secret was not resolved",
        "the Key Vault reference in Platica__Secret was not resolved")]
    public async Task Without_a_secret_health_is_503_and_nothing_is_taken(string? secret, string says, string line)
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with { Secret = secret });

        var (status, health) = await host.GetHealthAsync();
        using var answer = await host.PostAsync("{}"u8.ToArray());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("unhealthy", health.GetProperty("status").GetString());
        Assert.Equal(says, health.GetProperty("providers").GetProperty("platica").GetString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await host.LineAsync($"refused: {line}");
    }

    [Fact]
    public async Task Where_unsigned_deliveries_are_allowed_health_needs_no_secret()
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with { Secret = null, AllowUnsigned = true });

        var (status, health) = await host.GetHealthAsync();
        using var answer = await host.PostAsync("{}"u8.ToArray());

        Assert.Equal((HttpStatusCode.OK, "configured"), (status, health.GetProperty("providers").GetProperty("platica").GetString()));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
