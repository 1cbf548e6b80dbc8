using System.Text.Json;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests.Infrastructure;

/// <summary>Exchanges as a provider reads them, each another event.</summary>
internal static class Ask
{
    private static int _events;

    public static FlowExchange Init => new()
    {
        EventId = $"e{Interlocked.Increment(ref _events)}",
        Workspace = "platica.ws_1",
        Action = FlowAction.Init,
        FlowId = "flow_1",
        FlowToken = "dG9rMQ==",
    };

    /// <summary>The same question of another person.</summary>
    public static FlowExchange OfAnother(this FlowExchange exchange) =>
        exchange with { EventId = $"e{Interlocked.Increment(ref _events)}", FlowToken = $"t{_events}" };

    public static FlowExchange Form(string? screen, string payload = "{}") =>
        Init with { Action = FlowAction.DataExchange, Screen = screen, Payload = JsonElement.Parse(payload) };

    public static FlowExchange Back(string? screen) => Init with { Action = FlowAction.Back, Screen = screen };
}
