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
    private readonly StateEraser _states = new(store, isDryRun: true);

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
            var (left, _) = await _states.ForgetAsync(
                EntityKind.Conversation, work.Workspace, id, version => version.Timestamp <= erasedAt, cancellationToken).ConfigureAwait(false);
            await work.RemoveUnconfirmedAsync(store, TableNames.Activity, row, (EntityKind.Conversation, id), left, cancellationToken).ConfigureAwait(false);
        }
    }
}
