using System.Runtime.CompilerServices;
using Platica.Processing.Erasure;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Retention.Steps;

/// <summary>Removes referrals: first the row of the ad, then that of the workspace, by which both are found.</summary>
internal sealed class ReferralStep(ITableStore store, TimeSpan kept) : IRetentionStep
{
    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public string Name => "referrals";

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(
        RetentionWork work, string workspace, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = TableKey.Descending(work.Cutoff(kept));
        await foreach (var page in _scan.ReadAsync(TableNames.Referrals, ReferralKeys.OfWorkspace(workspace), after ?? newest, cancellationToken).ConfigureAwait(false))
        {
            await RetentionWork.ForEachAsync(page.Rows, RemoveAsync).ConfigureAwait(false);
            yield return page.After;
        }

        async Task RemoveAsync(TableRow row)
        {
            if (ColumnParts.GetText(row, ReferralFields.AdId.Column) is { } ad)
            {
                await work.RemoveAsync(TableNames.Referrals, ReferralKeys.OfAd(workspace, ad), row.RowKey, cancellationToken).ConfigureAwait(false);
            }

            await work.RemoveAsync(TableNames.Referrals, row, cancellationToken).ConfigureAwait(false);
        }
    }
}
