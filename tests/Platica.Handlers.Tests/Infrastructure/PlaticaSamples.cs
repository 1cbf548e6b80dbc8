using System.Text.Json;
using Platica.Webhooks.Flows;

namespace Platica.Handlers.Tests.Infrastructure;

/// <summary>The sample bodies of Platica's documentation, as exchanges.</summary>
internal static class PlaticaSamples
{
    public static FlowExchange Init { get; } = Read("""
        {"id":"5e3a1b9c-7d12-4a8e-9c5f-000000000001","event":"whatsapp.flows.init","workspaceId":"ws_demo",
         "timestamp":"2026-05-10T15:00:00.000Z","source":"whatsapp.flows","resourceType":"flow_response","resourceId":"dG9rMQ==",
         "changes":null,"data":{"client":null,"conversation":null,"flow":{"id":"flow_1","wabaId":"100000000000001"},
          "flowResponse":{"flowToken":"dG9rMQ==","status":"IN_PROGRESS"},
          "flowExchange":{"action":"init","screen":null,"version":"3.0","payload":{}}}}
        """);

    public static FlowExchange ScreenAdvance { get; } = Read("""
        {"id":"5e3a1b9c-7d12-4a8e-9c5f-000000000002","event":"whatsapp.flows.screen_advance","workspaceId":"ws_demo",
         "timestamp":"2026-05-10T15:00:30.000Z","source":"whatsapp.flows","resourceType":"flow_response","resourceId":"dG9rMQ==",
         "changes":null,"data":{
          "flow":{"id":"flow_1","wabaId":"100000000000001","name":"Cotizador","status":"PUBLISHED"},
          "flowResponse":{"flowToken":"dG9rMQ==","status":"IN_PROGRESS"},
          "flowExchange":{"action":"data_exchange","screen":"WELCOME","version":"3.0","payload":{"producto":"p2"}}}}
        """);

    public static FlowExchange Back { get; } = Read("""
        {"id":"5e3a1b9c-7d12-4a8e-9c5f-000000000003","event":"whatsapp.flows.back","workspaceId":"ws_demo",
         "timestamp":"2026-05-10T15:01:00.000Z","source":"whatsapp.flows","resourceType":"flow_response","resourceId":"dG9rMQ==",
         "changes":null,"data":{"client":null,"conversation":null,"flow":{"id":"flow_1","wabaId":"100000000000001"},
          "flowResponse":{"flowToken":"dG9rMQ==","status":"IN_PROGRESS"},
          "flowExchange":{"action":"back","screen":"PAGO","version":"3.0","payload":{}}}}
        """);

    private static FlowExchange Read(string body)
    {
        var delivery = JsonElement.Parse(body);
        var data = delivery.GetProperty("data");
        var exchange = data.GetProperty("flowExchange");
        return new()
        {
            EventId = delivery.GetProperty("id").GetString()!,
            Action = exchange.GetProperty("action").GetString() switch
            {
                "init" => FlowAction.Init,
                "data_exchange" => FlowAction.DataExchange,
                _ => FlowAction.Back,
            },
            Screen = exchange.GetProperty("screen").GetString(),
            Payload = exchange.GetProperty("payload"),
            FlowToken = data.GetProperty("flowResponse").GetProperty("flowToken").GetString(),
            FlowId = data.GetProperty("flow").GetProperty("id").GetString(),
            FlowName = data.GetProperty("flow").TryGetProperty("name", out var name) ? name.GetString() : null,
        };
    }
}
