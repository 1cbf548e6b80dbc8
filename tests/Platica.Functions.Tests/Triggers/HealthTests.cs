using System.Net;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;

namespace Platica.Functions.Tests.Triggers;

public sealed class HealthTests : IDisposable
{
    private readonly Home _home = new();

    [Fact]
    public async Task A_healthy_home_says_so()
    {
        var response = await CallAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("healthy", response.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_the_queue_it_is_unhealthy()
    {
        _home.Broker.IsDown = true;

        var response = await CallAsync();

        AssertUnhealthy(response);
        Assert.NotEqual("reachable", response.Json.GetProperty("queue").GetString());
        Assert.Equal("reachable", response.Json.GetProperty("store").GetString());
        Assert.Equal("configured", Platica(response));
    }

    [Fact]
    public async Task Without_the_store_it_is_unhealthy()
    {
        _home.Tables.IsDown = true;

        var response = await CallAsync();

        AssertUnhealthy(response);
        Assert.Equal("The tables are down.", response.Json.GetProperty("store").GetString());
        Assert.Equal("reachable", response.Json.GetProperty("queue").GetString());
        Assert.Equal("configured", Platica(response));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/platica)")]
    public async Task Without_a_secret_it_is_unhealthy(string secret)
    {
        using var home = new Home(new() { ["Platica:Secret"] = secret });

        var response = await CallAsync(home: home);

        AssertUnhealthy(response);
        Assert.NotEqual("configured", Platica(response));
        Assert.Equal("reachable", response.Json.GetProperty("queue").GetString());
        Assert.Equal("reachable", response.Json.GetProperty("store").GetString());
    }

    [Fact]
    public async Task A_head_is_answered_without_a_body()
    {
        var response = await CallAsync("HEAD");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(response.Text);
    }

    public void Dispose() => _home.Dispose();

    private static void AssertUnhealthy(FakeResponse response)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("unhealthy", response.Json.GetProperty("status").GetString());
    }

    private static string? Platica(FakeResponse response) => response.Json.GetProperty("providers").GetProperty("platica").GetString();

    private async Task<FakeResponse> CallAsync(string method = "GET", Home? home = null) =>
        (FakeResponse)await (home ?? _home).Get<HealthFunction>().RunAsync(new FakeRequest(method, "/api/health"), CancellationToken.None);
}
