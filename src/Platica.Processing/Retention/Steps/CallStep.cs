using System.Runtime.CompilerServices;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Retention.Steps;

/// <summary>Removes calls that were too long ago: first where their phone leads to them, then the calls, then their places in the log.</summary>
internal sealed class CallStep(ITableStore store, TimeSpan kept) : IRetentionStep
{
    private const string InLog = "log";
    private const string InCalls = "calls";

    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public string Name => "calls";

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(
        RetentionWork work, string workspace, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (part, from) = after?.Split('\n') is [var begun, var place] ? (begun, place) : (InCalls, null);
        var (partition, cutoff) = (TableKey.Escape(workspace), work.Cutoff(kept));
        if (part == InCalls)
        {
            await foreach (var page in _scan.ReadAsync(TableNames.Calls, partition, from, cancellationToken).ConfigureAwait(false))
            {
                var expired = page.Rows.Where(row => (row.GetTime(CallFields.CreatedAt.Column) ?? EntityRow.ChangedAt(EntityTable.Calls, row)) < cutoff);
                await RetentionWork.ForEachAsync(expired, row => RemoveAsync(work, workspace, row, cancellationToken)).ConfigureAwait(false);
                yield return $"{InCalls}\n{page.After}";
            }

            from = TableKey.Descending(cutoff);
        }

        await foreach (var page in _scan.ReadAsync(TableNames.CallLog, partition, from, cancellationToken).ConfigureAwait(false))
        {
            await RetentionWork.ForEachAsync(page.Rows, row => work.RemoveAsync(TableNames.CallLog, row, cancellationToken)).ConfigureAwait(false);
            yield return $"{InLog}\n{page.After}";
        }
    }

    private static async Task RemoveAsync(RetentionWork work, string workspace, TableRow call, CancellationToken cancellationToken)
    {
        if (call.GetText(CallFields.PhoneDigits.Column) is { } digits)
        {
            var row = PhoneIndex.Row(PhoneIndex.Call, ColumnParts.GetText(call, EntityRow.Id)!);
            await work.RemoveAsync(TableNames.PhoneIndex, PhoneIndex.Partition(workspace, digits), row, cancellationToken).ConfigureAwait(false);
        }

        await work.RemoveAsync(TableNames.Calls, call, cancellationToken).ConfigureAwait(false);
    }
}
