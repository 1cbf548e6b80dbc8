using System.Net;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;
using Platica.Processing;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Functions.Tests.Triggers;

public sealed class ReceiveWebhookTests : IDisposable
{
    private readonly Home _home = new();

    [Fact]
    public async Task A_signed_delivery_is_queued_byte_for_byte_and_accepted()
    {
        var body = Signed.Sample(PlaticaEvents.MessageCreated, _home.Clock.GetUtcNow());

        var response = await CallAsync(Signed.Post(body));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.True(response.Json.GetProperty("accepted").GetBoolean());
        Assert.Equal(body, Assert.Single(_home.Broker.Waiting).Message.Body.ToArray());
    }

    [Theory]
    [InlineData("x-webhook-signature", "content-length")]
    [InlineData("X-Webhook-Signature", "Content-Length")]
    [InlineData("X-WEBHOOK-SIGNATURE", "CONTENT-LENGTH")]
    public async Task Headers_are_found_in_any_letter_case(string signature, string length)
    {
        var body = Signed.Sample(PlaticaEvents.ClientCreated, _home.Clock.GetUtcNow());
        var request = new FakeRequest("POST", Signed.Path, body)
            .With(signature, Signed.Post(body).Headers.GetValues("x-webhook-signature").Single())
            .With(length, $"{body.Length}");

        var response = await CallAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task A_flow_exchange_is_answered_and_queued()
    {
        var response = await CallAsync(Signed.Post(Signed.Sample(PlaticaEvents.FlowInit, _home.Clock.GetUtcNow())));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal("WELCOME", response.Json.GetProperty("screen").GetString());
        Assert.Single(_home.Broker.Waiting);
    }

    [Fact]
    public async Task A_wrong_signature_is_refused()
    {
        var body = Signed.Sample(PlaticaEvents.MessageCreated, _home.Clock.GetUtcNow());

        AssertRefused(HttpStatusCode.Unauthorized, await CallAsync(Signed.Post(body, "another secret")));
    }

    [Fact]
    public async Task A_missing_signature_is_refused()
    {
        var body = Signed.Sample(PlaticaEvents.MessageCreated, _home.Clock.GetUtcNow());

        AssertRefused(HttpStatusCode.Unauthorized, await CallAsync(FakeRequest.Post(Signed.Path, body)));
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_taken_and_it_says_so()
    {
        using var home = new Home([]);
        var body = Signed.Sample(PlaticaEvents.MessageCreated, home.Clock.GetUtcNow());

        var response = await CallAsync(Signed.Post(body), home: home);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("Platica__Secret", response.Text, StringComparison.Ordinal);
        Assert.Empty(home.Broker.Waiting);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Another_method_is_told_to_post(string method)
    {
        var response = await CallAsync(new FakeRequest(method, Signed.Path));

        AssertRefused(HttpStatusCode.MethodNotAllowed, response);
        Assert.Equal("POST", response.Header("Allow"));
    }

    [Fact]
    public async Task A_head_is_answered_without_a_body()
    {
        var response = await CallAsync(new FakeRequest("HEAD", Signed.Path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", response.Header("Allow"));
        Assert.Empty(response.Text);
    }

    [Fact]
    public async Task A_chunked_body_which_the_host_hands_over_empty_needs_a_length()
    {
        var request = new FakeRequest("POST", Signed.Path)
            .With("transfer-encoding", "chunked")
            .With("x-webhook-signature", $"sha256={new string('0', 64)}");

        AssertRefused(HttpStatusCode.LengthRequired, await CallAsync(request));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("ten")]
    public async Task A_length_that_is_none_counts_as_missing(string length) =>
        AssertRefused(HttpStatusCode.LengthRequired, await CallAsync(new FakeRequest("POST", Signed.Path).With("content-length", length)));

    [Fact]
    public async Task A_signed_empty_body_is_taken_and_becomes_a_dead_letter_later()
    {
        var response = await CallAsync(Signed.Post([]));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Single(_home.Broker.Waiting);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var home = new Home(new() { ["Platica:Secret"] = Home.Secret, ["Receiver:MaxBodyBytes"] = "10" });

        AssertRefused(HttpStatusCode.RequestEntityTooLarge, await CallAsync(Signed.Post("{\"id\":\"ten and more\"}"), home: home), home);
    }

    [Fact]
    public async Task A_body_shorter_than_its_length_is_refused()
    {
        var request = new FakeRequest("POST", Signed.Path, [1, 2, 3])
            .With("content-length", "4")
            .With("x-webhook-signature", $"sha256={new string('0', 64)}");

        AssertRefused(HttpStatusCode.BadRequest, await CallAsync(request));
    }

    [Fact]
    public async Task An_unknown_provider_is_not_found() =>
        AssertRefused(HttpStatusCode.NotFound, await CallAsync(FakeRequest.Post("/api/webhooks/other", []), "other"));

    [Fact]
    public async Task While_the_queue_is_down_a_delivery_waits_in_the_fallback_store()
    {
        _home.Broker.IsDown = true;

        var response = await CallAsync(Signed.Post(Signed.Sample(PlaticaEvents.MessageCreated, _home.Clock.GetUtcNow())));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.StartsWith("fallback/", Assert.Single(_home.Blobs.Names), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_queue_and_fallback_are_down_the_sender_is_told_when_to_come_again()
    {
        (_home.Broker.IsDown, _home.Blobs.IsDown) = (true, true);

        var response = await CallAsync(Signed.Post(Signed.Sample(PlaticaEvents.MessageCreated, _home.Clock.GetUtcNow())));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("30", response.Header("Retry-After"));
    }

    public void Dispose() => _home.Dispose();

    private async Task<FakeResponse> CallAsync(FakeRequest request, string provider = "platica", Home? home = null) =>
        (FakeResponse)await (home ?? _home).Get<ReceiveWebhookFunction>().RunAsync(request, provider, null);

    private void AssertRefused(HttpStatusCode expected, FakeResponse response, Home? home = null)
    {
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(ProblemJson.MediaType, response.Header("Content-Type"));
        Assert.Equal((int)expected, response.Json.GetProperty("status").GetInt32());
        Assert.Empty((home ?? _home).Broker.Waiting);
    }
}
