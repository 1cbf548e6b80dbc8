using System.Text;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Tests.Samples;

public sealed class PlaticaRequestTests
{
    private static readonly byte[] Secret = "shh-1"u8.ToArray();

    [Fact]
    public void HeadersFor_repeats_the_envelope_and_signs_the_bytes()
    {
        var sample = PlaticaSamples.Story.Create("message.created", DateTimeOffset.UnixEpoch);

        var headers = Headers(sample.Body, Secret);

        Assert.Equal("Platica-Webhooks/1.0", headers["User-Agent"]);
        Assert.Equal("message.created", headers["X-Webhook-Event"]);
        Assert.Equal(sample.EventId, headers["X-Webhook-Event-Id"]);
        Assert.Equal("message", headers["X-Webhook-Resource-Type"]);
        Assert.Equal("msg_lucia_1", headers["X-Webhook-Resource-Id"]);
        Assert.Equal("1970-01-01T00:00:00.000Z", headers["X-Webhook-Timestamp"]);
        Assert.Equal("wh_demo", headers["X-Webhook-Id"]);
        Assert.Equal(SignatureResult.Valid, WebhookSignature.Verify(headers["X-Webhook-Signature"], sample.Body.Span, Secret));
    }

    [Fact]
    public void HeadersFor_leaves_the_signature_out_without_a_secret() =>
        Assert.DoesNotContain("X-Webhook-Signature", Headers("{}"u8.ToArray(), []).Keys);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""{"event":7,"id":null,"resourceId":"a\r\nX-Evil: 1"}""")]
    [InlineData("""{"event":"\ud800"}""")]
    [InlineData("""{"event":"cotización"}""")]
    public void HeadersFor_copies_nothing_that_is_no_header(string body)
    {
        var headers = Headers(Encoding.UTF8.GetBytes(body), Secret);

        Assert.Equal(["User-Agent", "X-Webhook-Id", "X-Webhook-Signature"], headers.Keys);
    }

    private static Dictionary<string, string> Headers(ReadOnlyMemory<byte> body, byte[] secret) =>
        PlaticaRequest.HeadersFor(body, secret).ToDictionary(header => header.Key, header => header.Value);
}
