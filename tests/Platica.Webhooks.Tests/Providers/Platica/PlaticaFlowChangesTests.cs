using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Platica;

/// <summary>What Flow exchanges and other events tell beside the snapshots of conversation, client and message.</summary>
public sealed class PlaticaFlowChangesTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 10, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_Flow_s_own_fields_have_their_own_version_and_the_response_that_of_the_event()
    {
        var changes = ResponsesOf(Translate("whatsapp.flows.exchanges", """
            {"flow":{"id":"flow_1","name":"Cotizador","lastUpdate":"2026-05-01T00:00:00Z"},"flowResponse":{"flowToken":"t","status":"IN_PROGRESS"},
             "flowExchange":{"action":"data_exchange"}}
            """));

        Assert.Equal([new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), Time], changes.Select(change => change.Version.UpdatedAt));
        Assert.All(changes, change => Assert.Equal("t", change.Id));
        Assert.Equal("Cotizador", changes[0].ValueOf(FlowResponseFields.FlowName));
        Assert.Equal("IN_PROGRESS", changes[1].ValueOf(FlowResponseFields.Status));
    }

    [Theory]
    [InlineData("whatsapp.flows.init", """{"flow":{},"flowResponse":{"flowToken":"t"},"flowExchange":{}}""", "t")]
    [InlineData("whatsapp.flows.init", """{"flow":{},"flowExchange":{}}""", "resource")]
    [InlineData("conversation.updated", """{"flowResponse":{"flowToken":"t"}}""", "t")]
    [InlineData("conversation.updated", """{"flowResponse":{"status":"SENT"}}""", "~evt_1")]
    public void A_response_is_kept_under_its_token_else_the_exchange_s_resource_else_the_event(string eventName, string data, string id) =>
        Assert.All(ResponsesOf(Translate(eventName, data)), change => Assert.Equal(id, change.Id));

    [Fact]
    public void A_response_knows_the_client_and_conversation_of_its_event_unless_it_names_others()
    {
        var untold = Assert.Single(ResponsesOf(Translate(
            "x", """{"client":{"id":"cli"},"conversation":{"id":"c"},"flowResponse":{"flowToken":"t","clientId":null}}""")), IsAboutResponse);
        var told = Assert.Single(ResponsesOf(Translate(
            "x", """{"client":{"id":"cli"},"conversation":{"id":"c"},"flowResponse":{"flowToken":"t","clientId":"cli_2","conversationId":"c_2"}}""")), IsAboutResponse);

        Assert.Equal(("cli", "c"), (untold.ValueOf(FlowResponseFields.ClientId), untold.ValueOf(FlowResponseFields.ConversationId)));
        Assert.Equal(("cli_2", "c_2"), (told.ValueOf(FlowResponseFields.ClientId), told.ValueOf(FlowResponseFields.ConversationId)));

        static bool IsAboutResponse(EntityChange change) => change.Fields.TryGet(FlowResponseFields.ClientId, out _);
    }

    [Fact]
    public void What_has_no_field_is_kept_raw_apart_for_Flow_and_response()
    {
        var changes = ResponsesOf(Translate("x", """{"flow":{"id":"f","a":1,"name":7},"flowResponse":{"flowToken":"t","b":[2]}}"""));

        Assert.Equal("1", changes[0].ValueOf(FlowResponseFields.FlowExtra, "a"));
        Assert.Equal("7", changes[0].ValueOf(FlowResponseFields.FlowExtra, "name"));
        Assert.Equal("[2]", changes[1].ValueOf(FlowResponseFields.Extra, "b"));
    }

    [Theory]
    [InlineData("whatsapp.flows.init", true)]
    [InlineData("conversation.updated", false)]
    public void Only_an_exchange_is_an_exchange(string eventName, bool isExchange) =>
        Assert.Equal(isExchange, Translate(eventName, """{"flow":{"id":"f"}}""").Exchange is not null);

    [Theory]
    [InlineData("conversation.owners.updated", """{"owners":{"before":[],"after":["ana"]}}""", """{"owners":{"before":[],"after":["ana"]}}""")]
    [InlineData("conversation.expired", "null", null)]
    [InlineData("referral.received", "[1]", "[1]")]
    [InlineData("conversation.merged", "7", "7")]
    public void What_happened_to_a_conversation_is_kept_with_its_changes_as_they_came(string eventName, string changes, string? kept)
    {
        var happened = Translate(eventName, """{"conversation":{"id":"c"}}""", $"\"changes\":{changes},").History;

        Assert.Equal(new ConversationHistoryEntry("c", kept), happened);
    }

    [Theory]
    [InlineData("message.created", """{"conversation":{"id":"c"},"message":{"id":"m"}}""")]
    [InlineData("client.updated", """{"conversation":{"id":"c"},"client":{"id":"cli"}}""")]
    [InlineData("conversation.updated", "{}")]
    public void Messages_clients_and_events_without_a_conversation_are_no_event_of_one(string eventName, string data) =>
        Assert.Null(Translate(eventName, data).History);

    private static Translation Translate(string eventName, string data, string more = "") => Deliveries.Translate(
        $$$"""
        {"id":"evt_1","event":"{{{eventName}}}","workspaceId":"ws_1","timestamp":"2026-05-10T15:00:00.000Z",{{{more}}}
         "resourceId":"resource","data":{{{data}}}}
        """);

    private static List<EntityChange> ResponsesOf(Translation translation)
    {
        var changes = translation.Changes.Where(change => change.Kind == EntityKind.FlowResponse).ToList();
        Assert.Equal(2, changes.Count);
        return changes;
    }
}
