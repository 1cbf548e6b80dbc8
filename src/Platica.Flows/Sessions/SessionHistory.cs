using Platica.Webhooks.Flows;

namespace Platica.Flows.Sessions;

/// <summary>What a person did earlier in their session: what this instance remembers and what is stored.</summary>
/// <param name="memory">This instance's memory.</param>
/// <param name="store">What is stored; null where nothing is.</param>
internal sealed class SessionHistory(SessionMemory memory, IFlowHistory? store)
{
    /// <summary>Keeps an exchange for those that follow.</summary>
    public void Add(FlowExchange exchange) => memory.Add(exchange);

    /// <summary>The steps before this exchange, oldest first; none where nothing tells its session.</summary>
    public async Task<IReadOnlyList<FlowStep>> BeforeAsync(FlowExchange exchange, CancellationToken cancellationToken)
    {
        if (SessionKey.Of(exchange) is not { } session)
        {
            return [];
        }

        var stored = store is not null && exchange.Workspace is not null
            ? await store.ReadAsync(exchange, cancellationToken).ConfigureAwait(false)
            : [];
        return [.. memory.StepsOf(session).Concat(stored)
            .Where(step => step.EventId != exchange.EventId)
            .DistinctBy(step => step.EventId)
            .OrderBy(step => step.At)];
    }
}
