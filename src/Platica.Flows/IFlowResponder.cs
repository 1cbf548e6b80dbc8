using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows;

/// <summary>Answers Flow exchanges, always and in time.</summary>
public interface IFlowResponder
{
    /// <summary>
    /// The answer to send. Completes by the deadline whatever the business's handler does; never throws for a handler's sake.
    /// </summary>
    /// <param name="exchange">What the phone asks.</param>
    /// <param name="startedAt">The <see cref="TimeProvider.GetTimestamp"/> at which our code was entered: the deadline counts from there.</param>
    Task<FlowReply> AnswerAsync(FlowExchange exchange, long startedAt);
}
