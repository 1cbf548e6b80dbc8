using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Rebuilding;

/// <summary>Copies rows that no event makes again, as they are now, to other tables.</summary>
/// <param name="target">The tables to fill.</param>
/// <param name="workspace">The only workspace whose rows are copied; null for all.</param>
internal sealed class RowCopier(ITableStore target, string? workspace)
{
    /// <summary>Copies rows of one table; one that is there already is made the same.</summary>
    public async Task CopyAsync(string table, IReadOnlyList<TableRow> rows, RebuildCounts counts, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (workspace is not null && row.GetText(EntityRow.Workspace) != workspace)
            {
                continue;
            }

            if (table == TableNames.DeadLetters && Days.Parse(row.PartitionKey) is { } day)
            {
                var listed = DirectoryRows.DeadLetterDay(day);
                await target.InsertAsync(listed.Table, listed.Row, cancellationToken).ConfigureAwait(false);
            }

            await PutAsync(table, row, cancellationToken).ConfigureAwait(false);
            counts.AddCopied();
        }
    }

    private async Task PutAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        while (await target.InsertAsync(table, row, cancellationToken).ConfigureAwait(false) == WriteOutcome.Conflict)
        {
            var there = await target.GetAsync(table, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
            if (there is not null
                && await target.ReplaceAsync(table, row, there.ETag!, cancellationToken).ConfigureAwait(false) == WriteOutcome.Written)
            {
                return;
            }
        }
    }
}
