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

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync()).StatusCode);
    }

    [Fact]
    public async Task Without_the_store_it_is_unhealthy()
    {
        _home.Tables.IsDown = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync()).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/platica)")]
    public async Task Without_a_secret_it_is_unhealthy(string secret)
    {
        using var home = new Home(new() { ["Platica:Secret"] = secret });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync(home: home)).StatusCode);
    }

    [Fact]
    public async Task A_head_is_answered_without_a_body()
    {
        var response = await CallAsync("HEAD");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(response.Text);
    }

    public void Dispose() => _home.Dispose();

    private async Task<FakeResponse> CallAsync(string method = "GET", Home? home = null) =>
        (FakeResponse)await (home ?? _home).Get<HealthFunction>().RunAsync(new FakeRequest(method, "/api/health"), CancellationToken.None);
}
