using Platica.Processing.Archive;
using Platica.Processing.Operations;
using Platica.Processing.Retention.Steps;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention;

/// <summary>The parts of the walk that the settings ask for, in their order.</summary>
internal sealed class RetentionSteps(
    ITableStore store, OperationTables changes, IBodyStore bodies, ProviderCatalog providers, RetentionOptions options, IArchiveEraser? archive = null)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<IRetentionStep> All { get; } = [.. StepsOf(store, changes.Store, options, new ExpiredBodies(store, bodies, providers, archive))];

    private static IEnumerable<IRetentionStep> StepsOf(ITableStore store, ITableStore changes, RetentionOptions options, ExpiredBodies bodies)
    {
        if (options.Messages is not null || options.ConversationEvents is not null || options.Conversations is not null)
        {
            yield return new ConversationStep(store, options);
        }

        if (options.Conversations is { } conversations)
        {
            yield return new ActivityStep(store, conversations);
        }

        if (options.Referrals is { } referrals)
        {
            yield return new ReferralStep(store, referrals);
        }

        if (options.FlowExchanges is { } exchanges)
        {
            yield return new FlowExchangeStep(store, exchanges);
            yield return new FlowResponseStep(store, exchanges);
        }

        if (options.Calls is { } calls)
        {
            yield return new CallStep(store, calls);
        }

        if (options.Events is { } events)
        {
            yield return new EventStep(store, bodies, events);
        }

        if (options.DeadLetters is { } deadLetters)
        {
            yield return new DeadLetterStep(store, changes, bodies, deadLetters);
        }
    }
}
