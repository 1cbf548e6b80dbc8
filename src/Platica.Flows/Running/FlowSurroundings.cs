using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.Flows.Sessions;

namespace Platica.Flows.Running;

/// <summary>What every run of a handler needs.</summary>
/// <param name="Replies">Makes its replies.</param>
/// <param name="History">What the person did before.</param>
/// <param name="Scopes">Makes its services.</param>
/// <param name="Observer">Hears of what goes wrong; may be null.</param>
/// <param name="Logger">The log.</param>
internal sealed record FlowSurroundings(
    FlowReplies Replies, SessionHistory History, IServiceScopeFactory Scopes, IFlowObserver? Observer, ILogger Logger);
