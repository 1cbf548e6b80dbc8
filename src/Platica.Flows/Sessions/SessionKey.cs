using Platica.Webhooks.Flows;

namespace Platica.Flows.Sessions;

/// <summary>Which session an exchange belongs to.</summary>
/// <param name="Workspace">The provider and its workspace.</param>
/// <param name="Token">The flow token.</param>
internal readonly record struct SessionKey(string? Workspace, string Token)
{
    /// <summary>
    /// What WhatsApp sends for a message whose sender gave no token ("flow_token … Default value is unused", Meta's page on interactive Flow
    /// messages): it is everybody's, so it tells no session.
    /// </summary>
    private const string NoToken = "unused";

    /// <summary>The exchange's session; null where nothing tells it.</summary>
    public static SessionKey? Of(FlowExchange exchange) =>
        string.IsNullOrEmpty(exchange.FlowToken) || exchange.FlowToken == NoToken ? null : new(exchange.Workspace, exchange.FlowToken);
}
