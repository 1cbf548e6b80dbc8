using System.Runtime.CompilerServices;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Retention.Steps;

/// <summary>Removes calls that were made too long ago.</summary>
internal sealed class CallStep(ITableStore store, TimeSpan kept) : IRetentionStep
{
    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public string Name => "calls";

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(
        RetentionWork work, string workspace, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cutoff = work.Cutoff(kept);
        await foreach (var page in _scan.ReadAsync(TableNames.Calls, TableKey.Escape(workspace), after, cancellationToken).ConfigureAwait(false))
        {
            var expired = page.Rows.Where(row => (row.GetTime(CallFields.CreatedAt.Column) ?? EntityRow.ChangedAt(EntityTable.Calls, row)) < cutoff);
            await RetentionWork.ForEachAsync(expired, row => work.RemoveAsync(TableNames.Calls, row, cancellationToken)).ConfigureAwait(false);
            yield return page.After;
        }
    }
}
