using Platica.Webhooks.Flows;

namespace Platica.Flows.Sessions;

/// <summary>What is stored of earlier exchanges.</summary>
public interface IFlowHistory
{
    /// <summary>
    /// What the person did in the exchange's session, as far as it is stored: a moment ago may be missing. Repeated and refused exchanges
    /// and error notifications are no steps.
    /// </summary>
    /// <param name="exchange">One of the session's; it has a workspace and a flow token.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<FlowStep>> ReadAsync(FlowExchange exchange, CancellationToken cancellationToken);
}
