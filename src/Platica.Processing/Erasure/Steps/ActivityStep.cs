using System.Runtime.CompilerServices;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes when the person's conversations were active.</summary>
internal sealed class ActivityStep(ITableStore store, ErasureWork work) : IErasureStep
{
    private readonly RowScan _scan = new(store);
    private readonly StateEraser _states = new(store, isDryRun: true);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(TableNames.Activity, TableKey.Escape(work.Workspace), after, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows)
            {
                await RemoveAsync(row, ColumnParts.GetText(row, Activity.ConversationId)!, cancellationToken).ConfigureAwait(false);
            }

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
