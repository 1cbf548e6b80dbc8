using System.Text.Json;
using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Reading;

/// <summary>What people typed in Flows, and how far they came.</summary>
public sealed class FlowListTests
{
    private const string Exchanges = "/api/flow-exchanges";
    private const string Responses = "/api/flow-responses";

    private readonly Pipeline _pipeline = new(new InMemoryTableStore());

    [Theory]
    [InlineData("flow=flow_1", "event_3 event_1 event_0")]
    [InlineData("flow=flow_1&limit=1", "event_3 event_1 event_0")]
    [InlineData("flow=flow_2", "event_2")]
    [InlineData("flow=flow_9", "")]
    [InlineData("flow=Flow_1", "")]
    [InlineData("token=t_1", "event_0 event_1 event_2")]
    [InlineData("token=t_1&limit=1", "event_0 event_1 event_2")]
    [InlineData("token=t_2", "event_3")]
    [InlineData("token=t_9", "")]
    [InlineData("token=t_1&flow=flow_2", "event_2")]
    public async Task Exchanges_of_a_Flow_come_newest_first_and_those_of_a_session_as_they_went(string query, string ids)
    {
        await _pipeline.ProcessAsync(Exchange(0, "flow_1", "t_1"), Exchange(1, "flow_1", "t_1"), Exchange(2, "flow_2", "t_1"), Exchange(3, "flow_1", "t_2"));

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync(Exchanges, query));
    }

    [Fact]
    public async Task The_only_Flow_need_not_be_named()
    {
        await _pipeline.ProcessAsync(Exchange(0, "flow_1", "t_1"), Exchange(1, "flow_1", "t_2"));

        Assert.Equal(["event_1", "event_0"], await _pipeline.GetIdsAsync(Exchanges));
    }

    [Fact]
    public async Task Several_Flows_are_listed_until_one_is_named()
    {
        await _pipeline.ProcessAsync(Exchange(0, "flow/2", "t_1"), Exchange(1, "flow_1", "t_2"));

        var answer = await _pipeline.GetAsync(Exchanges);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(
            "There are several Flows; add ?flow= with one of: flow/2, flow_1.", JsonElement.Parse(answer.Body.Span).GetProperty("detail").GetString());
        Assert.Equal(["event_0"], await _pipeline.GetIdsAsync(Exchanges, "flow=flow%2F2"));
    }

    [Fact]
    public async Task An_exchange_tells_what_was_typed_and_answered_and_how_long_it_took()
    {
        var exchange = Exchange(0, "flow_1", "t_1") with { Reply = new("""{"screen":"PAGO"}"""u8.ToArray(), "answered", 12.5) };
        await _pipeline.ProcessAsync(exchange);

        var item = Assert.Single(await _pipeline.GetItemsAsync(Exchanges));

        Assert.Equal(
            """{"workspace":"platica.ws_1","provider":"platica","id":"event_0","flowToken":"t_1","flowId":"flow_1","flowName":"Cotizador","at":"2026-11-20T09:00:00Z","action":"data_exchange","screen":"WELCOME","payload":{"producto":"p0"},"answer":{"screen":"PAGO"},"outcome":"answered","milliseconds":12.5,"clientId":"cli_1","conversationId":"conv_1"}""",
            item.GetRawText());
    }

    [Theory]
    [InlineData("", "t_1 t_2 t_3")]
    [InlineData("flow=flow_1", "t_1 t_3")]
    [InlineData("status=completed", "t_2 t_3")]
    [InlineData("status=COMPLETED&flow=flow_1", "t_3")]
    [InlineData("status=sent", "")]
    public async Task Responses_are_narrowed_by(string query, string ids)
    {
        await _pipeline.ProcessAsync(Response(1, "flow_1", "IN_PROGRESS"), Response(2, "flow_2", "COMPLETED"), Response(3, "flow_1", "completed"));

        Assert.Equal(Words(ids), await _pipeline.GetIdsAsync(Responses, query));
    }

    [Fact]
    public async Task A_response_is_found_by_its_token()
    {
        await _pipeline.ProcessAsync(Exchange(0, "flow_1", "dG9r/MQ=="));

        var answer = await _pipeline.GetAsync("/api/flow-responses/dG9r%2FMQ%3D%3D");

        Assert.Equal((200, "flow_1"), (answer.StatusCode, JsonElement.Parse(answer.Body.Span).Text("flowId")));
    }

    private static string[] Words(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Delivery Exchange(int number, string flow, string token) => Posted.Event(
        "whatsapp.flows.exchanges",
        $"event_{number}",
        new
        {
            client = new { id = "cli_1" },
            conversation = new { id = "conv_1" },
            flow = new { id = flow, name = "Cotizador" },
            flowResponse = new { flowToken = token },
            flowExchange = new { action = "data_exchange", screen = "WELCOME", payload = new { producto = $"p{number}" } },
        },
        Posted.Arrival.AddSeconds(number));

    private static Delivery Response(int number, string flow, string status) => Posted.Event(
        "whatsapp.flows.init", $"event_{number}", new { flow = new { id = flow }, flowResponse = new { flowToken = $"t_{number}", status } });
}
