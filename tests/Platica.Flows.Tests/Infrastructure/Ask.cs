using System.Text.Json;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests.Infrastructure;

/// <summary>Exchanges as a provider reads them.</summary>
internal static class Ask
{
    public static FlowExchange Init { get; } =
        new() { EventId = "e1", Action = FlowAction.Init, FlowId = "flow_1", FlowToken = "dG9rMQ==" };

    public static FlowExchange Form(string? screen, string payload = "{}") =>
        Init with { Action = FlowAction.DataExchange, Screen = screen, Payload = JsonElement.Parse(payload) };

    public static FlowExchange Back(string? screen) => Init with { Action = FlowAction.Back, Screen = screen };
}
