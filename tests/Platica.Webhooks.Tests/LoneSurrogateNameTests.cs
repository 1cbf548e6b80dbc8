using System.Text;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests;

/// <summary>Half of a surrogate pair in a member's name is valid JSON that no reader can compare; whatever stands beside it still counts.</summary>
public sealed class LoneSurrogateNameTests
{
    private const string Name = """
        "\ud800 a name that is longer than any we look for"
        """;

    private static readonly PlaticaProvider Provider = new(new PlaticaSettings(new SigningSecrets("secret")));

    [Fact]
    public void TryReadEnvelope_reads_on_behind_a_name_that_is_no_text()
    {
        var delivery = DeliveryOf("{" + Name + """:1,"event":"whatsapp.flows.init","id":"e1","data":{""" + Name + """:1,"flowExchange":{}}}""");

        var isRead = Provider.TryReadEnvelope(delivery, out var envelope, out _);

        Assert.True(isRead);
        Assert.Equal(("whatsapp.flows.init", "e1", true), (envelope!.EventName, envelope.EventId, envelope.IsFlowExchange));
    }

    [Fact]
    public void Translate_keeps_what_stands_beside_a_name_that_is_no_text()
    {
        var delivery = DeliveryOf(
            """{"event":"conversation.created","id":"e1","data":{""" + Name + """:1,"conversation":{"id":"c1","status":"open",""" + Name + ":1}}}");
        Assert.True(Provider.TryReadEnvelope(delivery, out var envelope, out _));

        var changes = Provider.Translate(delivery, envelope).Changes;

        Assert.Contains(changes, change => change.Id == "c1" && change.Fields.TryGetText(ConversationFields.Status, out var status) && status == "open");
    }

    [Fact]
    public void ReadFlowExchange_finds_action_and_error_beside_a_name_that_is_no_text()
    {
        var delivery = DeliveryOf(
            """{"event":"whatsapp.flows.exchanges","id":"e1","data":{"flowExchange":{""" + Name
            + """:1,"action":"init","payload":{"error":"x",""" + Name + ":1}}}}");
        Assert.True(Provider.TryReadEnvelope(delivery, out var envelope, out _));

        var exchange = Provider.ReadFlowExchange(delivery, envelope);

        Assert.Equal((FlowAction.Init, true), (exchange.Action, exchange.IsErrorNotification));
    }

    private static Delivery DeliveryOf(string body) =>
        new() { Provider = "platica", ReceivedAt = DateTimeOffset.UnixEpoch, Body = Encoding.UTF8.GetBytes(body) };
}
