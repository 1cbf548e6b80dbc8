using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Platica;

public sealed class PlaticaCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 10, 15, 0, 0, 7, TimeSpan.Zero);

    [Fact]
    public void Create_makes_a_check_that_any_Flow_endpoint_takes_for_an_error_notification()
    {
        var delivery = Deliveries.Of(PlaticaCheck.Create(Now));

        var envelope = delivery.ReadEnvelope();
        var exchange = Deliveries.Provider.ReadFlowExchange(delivery, envelope);

        Assert.Equal(("platica.check", Now, true, true), (envelope.EventName, envelope.Timestamp, envelope.IsCheck, envelope.IsFlowExchange));
        Assert.True(exchange.IsCheck);
        Assert.True(exchange.IsErrorNotification);
    }

    [Fact]
    public void Create_makes_another_event_each_time()
    {
        Assert.NotEqual(
            Deliveries.Of(PlaticaCheck.Create(Now)).ReadEnvelope().EventId,
            Deliveries.Of(PlaticaCheck.Create(Now)).ReadEnvelope().EventId);
    }

    [Theory]
    [InlineData("""{"event":"platica.check"}""")]
    [InlineData("""{"event":"platica.check","resourceType":"message"}""")]
    [InlineData("""{"event":"platica.checks","resourceType":"flow_response"}""")]
    [InlineData("""{"event":"whatsapp.flows.init","resourceType":"flow_response","source":"platica.check"}""")]
    [InlineData("""{"event":"whatsapp.flows.init","event":"platica.check","resourceType":"flow_response"}""")]
    public void Anything_else_is_no_check(string body)
    {
        Assert.False(Deliveries.Of(body).ReadEnvelope().IsCheck);
    }

    [Theory]
    [InlineData("""{"resourceType":"flow_response","data":{"flowExchange":{"payload":{"phone":"…"}}}}""")]
    [InlineData("""{"data":{"flowExchange":{"payload":{"phone":"…"}}}}""")]
    [InlineData("""{"resourceType":"flow_response","eve""")]
    public void The_header_makes_no_check_of_a_lead_because_it_is_not_signed(string body)
    {
        var delivery = Deliveries.Of(body, (PlaticaHeaders.Event, PlaticaCheck.EventName), (PlaticaHeaders.ResourceType, "flow_response"));

        var envelope = delivery.ReadEnvelope();

        Assert.False(envelope.IsCheck);
        Assert.True(envelope.IsFlowExchange);
        Assert.False(Deliveries.Provider.ReadFlowExchange(delivery, envelope).IsCheck);
    }

    [Fact]
    public void A_check_that_breaks_off_asks_nothing_of_a_Flow_either()
    {
        var delivery = Deliveries.Of("""{"event":"platica.check","resourceType":"flow_response","data":{""");

        Assert.True(Deliveries.Provider.ReadFlowExchange(delivery, delivery.ReadEnvelope()).IsCheck);
    }

    [Fact]
    public void A_check_is_none_of_Platicas_events()
    {
        Assert.DoesNotContain(PlaticaCheck.EventName, PlaticaEvents.All.Keys);
    }
}
