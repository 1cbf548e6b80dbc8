using System.Text;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests;

/// <summary>Somebody at a phone waits for the answer to a Flow exchange, however little of it came.</summary>
public sealed class BrokenFlowExchangeTests
{
    private static readonly PlaticaProvider Provider = new(new PlaticaSettings(new SigningSecrets("secret")));

    [Theory]
    [InlineData("""{"data":{"flowExchange":{"action":"init"}}}""", null)]
    [InlineData("""{"data":{"flowExchange":{"action":"init"}},"eve""", null)]
    [InlineData("""{"resourceType":"flow_response","eve""", null)]
    [InlineData("""{"id":"e1","da""", "whatsapp.flows.init")]
    public void TryReadEnvelope_takes_what_is_left_of_an_exchange_for_one(string body, string? eventHeader)
    {
        var delivery = new Delivery
        {
            Provider = "platica",
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Body = Encoding.UTF8.GetBytes(body),
            Attributes = Provider.ReadAttributes(new("POST", "", name => name == PlaticaHeaders.Event ? eventHeader : null)),
        };

        var isRead = Provider.TryReadEnvelope(delivery, out var envelope, out _);

        Assert.True(isRead);
        Assert.Equal((eventHeader ?? "whatsapp.flows.exchanges", true), (envelope!.EventName, envelope.IsFlowExchange));
    }
}
