using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Platica;

public sealed class PlaticaFlowExchangeTests
{
    [Theory]
    [InlineData("""{"event":"whatsapp.flows.init","workspaceId":"ws_1","timestamp":"2026-05-10T15:00:00.000Z","data":{"flowExchange":{"action":"init"}}}""")]
    [InlineData("""{"event":"whatsapp.flows.init","workspaceId":"ws_1","timestamp":"2026-05-10T15:00:00.000Z","data":{"flow""")]
    public void ReadFlowExchange_tells_workspace_and_time_even_of_a_body_that_breaks_off(string body)
    {
        var delivery = Deliveries.Of(body);

        var exchange = Deliveries.Provider.ReadFlowExchange(delivery, delivery.ReadEnvelope());

        Assert.Equal(("platica.ws_1", new DateTimeOffset(2026, 5, 10, 15, 0, 0, TimeSpan.Zero)), (exchange.Workspace, exchange.Timestamp));
    }
}
