using Platica.Flows.FlowJson;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Running;

/// <summary>Hears of what goes wrong while an exchange is answered, and is not in its outcome. It must be quick and must not throw.</summary>
internal interface IFlowObserver
{
    /// <summary>An answer did not fit the Flow JSON.</summary>
    /// <param name="flow">The Flow's registered name.</param>
    /// <param name="violation">How it did not fit.</param>
    /// <param name="isSent">Whether the mended answer was sent; when not, the fallback was.</param>
    void AnswerViolated(string flow, FlowAnswerViolation violation, bool isSent);

    /// <summary>A handler threw. What the exception tells may be personal.</summary>
    void HandlerFailed(FlowExchange exchange, Exception exception)
    {
    }
}
