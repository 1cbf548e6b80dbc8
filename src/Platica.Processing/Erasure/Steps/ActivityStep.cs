using System.Runtime.CompilerServices;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes when the person's conversations were active.</summary>
internal sealed class ActivityStep(ITableStore store, ErasureWork work) : IErasureStep
{
    private const int RowsAtOnce = 16;

    private readonly RowScan _scan = new(store, TableLimits.PageRows);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(TableNames.Activity, TableKey.Escape(work.Workspace), after, cancellationToken).ConfigureAwait(false))
        {
            await Bounded.ForEachAsync(
                page.Rows,
                RowsAtOnce,
                row => RemoveAsync(row, ColumnParts.GetText(row, Activity.ConversationId)!, cancellationToken)).ConfigureAwait(false);
            yield return page.After;
        }
    }

    private async Task RemoveAsync(TableRow row, string id, CancellationToken cancellationToken)
    {
        if (await work.Persons.FindAsync(PersonKey.Conversation(id), cancellationToken).ConfigureAwait(false) is { } erasedAt)
        {
            var left = await FindLeftAsync(id, erasedAt, cancellationToken).ConfigureAwait(false);
            await work.RemoveUnconfirmedAsync(store, TableNames.Activity, row, (EntityKind.Conversation, id), left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What will be left of the conversation, whose row goes later; null when it has none.</summary>
    private async Task<EntityState?> FindLeftAsync(string id, DateTimeOffset erasedAt, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = EntityTable.Conversations.KeyOf(work.Workspace, id);
        if (await store.GetAsync(TableNames.Conversations, partitionKey, rowKey, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var state = EntityRow.Decode(EntityTable.Conversations, row);
        state.ForgetUpTo(erasedAt);
        return state;
    }
}
