using System.Net;
using System.Text;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;
using Platica.Processing.Deliveries;
using Platica.Webhooks;

namespace Platica.Functions.Tests.Triggers;

public sealed class ReadTests : IDisposable
{
    private readonly Home _home = new();

    [Fact]
    public async Task A_list_is_answered_as_json()
    {
        await StoreClientAsync("cli_1");

        var response = await CallAsync("/api/clients?limit=1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal("cli_1", Assert.Single(response.Json.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_id_may_hold_a_slash_percent_encoded()
    {
        await StoreClientAsync("a/b");

        var response = await CallAsync("/api/clients/a%2Fb");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("a/b", response.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_unknown_route_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, (await CallAsync("/api/nothing")).StatusCode);

    [Fact]
    public async Task A_head_is_answered_without_a_body()
    {
        var response = await CallAsync("/api/clients", "HEAD");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(response.Text);
    }

    [Theory]
    [InlineData("/api/clients?code=abc")]
    [InlineData("/api/clients?limit=1&code=")]
    [InlineData("/api/clients?CODE=abc")]
    public async Task A_key_in_the_url_is_sent_to_the_header(string pathAndQuery)
    {
        var response = await CallAsync(pathAndQuery);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("x-functions-key", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_is_down_the_reader_is_told_when_to_ask_again()
    {
        _home.Tables.IsDown = true;

        var response = await CallAsync("/api/clients");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/problem+json", response.Header("Content-Type"));
        Assert.Equal("10", response.Header("Retry-After"));
    }

    public void Dispose() => _home.Dispose();

    private async Task<FakeResponse> CallAsync(string pathAndQuery, string method = "GET") =>
        (FakeResponse)await _home.Get<ReadFunction>().RunAsync(new FakeRequest(method, pathAndQuery), CancellationToken.None);

    private async Task StoreClientAsync(string id)
    {
        var delivery = new Delivery
        {
            Provider = "platica",
            ReceivedAt = _home.Clock.GetUtcNow(),
            Body = Encoding.UTF8.GetBytes(Received.Event("evt", id)),
        };
        var settlements = await _home.Get<DeliveryProcessor>().ProcessAsync([delivery], CancellationToken.None);
        Assert.Equal(Settlement.Complete, Assert.Single(settlements));
    }
}
