using System.Globalization;
using System.Net;
using System.Text;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;
using Platica.Webhooks.Signatures;

namespace Platica.Functions.Tests.Triggers;

/// <summary>The other providers in the Azure home: both are off until they have a secret.</summary>
public sealed class ProvidersTests : IDisposable
{
    private const string Item = """{"messages":[{"id":"m1","chat_id":"5215500000001@s.whatsapp.net","timestamp":1778425200}],"channel_id":"DEMO-1"}""";

    private readonly Home _home = new(new()
    {
        ["Platica:Secret"] = Home.Secret,
        ["Watsi:Secret"] = "of Watsi",
        ["Whapi:Secret"] = "of Whapi",
        ["Whapi:PathSecret"] = "whapi-path",
    });

    [Fact]
    public async Task A_delivery_of_Watsi_is_queued_byte_for_byte()
    {
        var body = """{"id":"evt_1","type":"contact.created","workspace_id":"w","data":{"contactId":"c"}}"""u8.ToArray();
        var signature = WebhookSignature.Sign(body, "of Watsi"u8, WebhookSignature.NoPrefix);

        var response = await CallAsync("POST", "watsi", null, body, ("x-watsi-signature", signature));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(body, Assert.Single(_home.Broker.Waiting).Message.Body.ToArray());
    }

    [Theory]
    [InlineData("POST", "whapi-path/messages/post")]
    [InlineData("POST", "whapi-path/messages")]
    [InlineData("PUT", "whapi-path/messages")]
    [InlineData("PATCH", "whapi-path/messages")]
    [InlineData("DELETE", "whapi-path/messages")]
    public async Task A_call_of_Whapi_is_queued_with_its_body_whatever_its_method(string method, string path)
    {
        var response = await CallAsync(method, "whapi", path, Encoding.UTF8.GetBytes(Item), ("x-webhook-secret", "of Whapi"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Item, Encoding.UTF8.GetString(Assert.Single(_home.Broker.Waiting).Message.Body.Span));
    }

    [Theory]
    [InlineData("whapi-path/messages", "another", HttpStatusCode.Unauthorized)]
    [InlineData("another/messages", "of Whapi", HttpStatusCode.Unauthorized)]
    [InlineData("messages", "of Whapi", HttpStatusCode.Unauthorized)]
    public async Task A_call_of_Whapi_needs_both_secrets(string path, string header, HttpStatusCode expected)
    {
        var response = await CallAsync("POST", "whapi", path, Encoding.UTF8.GetBytes(Item), ("x-webhook-secret", header));

        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(_home.Broker.Waiting);
    }

    [Fact]
    public async Task Health_tells_where_each_is_called_and_no_secret()
    {
        var response = (FakeResponse)await _home.Get<HealthFunction>().RunAsync(new FakeRequest("GET", "/api/health"), CancellationToken.None);

        Assert.Equal(
            """["/api/webhooks/platica","/api/webhooks/watsi","/api/webhooks/whapi"]""", response.Json.GetProperty("webhooks").GetRawText());
        Assert.DoesNotContain("whapi-path", response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("watsi")]
    [InlineData("whapi")]
    public async Task One_without_a_secret_is_not_found(string provider)
    {
        using var home = new Home();

        var response = (FakeResponse)await home.Get<ReceiveWebhookFunction>().RunAsync(FakeRequest.Post($"/api/webhooks/{provider}", []), provider, null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    public void Dispose() => _home.Dispose();

    private async Task<FakeResponse> CallAsync(string method, string provider, string? path, byte[] body, (string Name, string Value) header)
    {
        var request = new FakeRequest(method, $"/api/webhooks/{provider}/{path}", body)
            .With("content-length", body.Length.ToString(CultureInfo.InvariantCulture))
            .With(header.Name, header.Value);
        return (FakeResponse)await _home.Get<ReceiveWebhookFunction>().RunAsync(request, provider, path);
    }
}
