using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Rebuilding;

/// <summary>Copies rows that no event makes again, as they are now, to other tables.</summary>
/// <param name="target">The tables to copy to.</param>
/// <param name="workspace">The only workspace whose rows are copied; null for all.</param>
/// <param name="fills">Whether those tables are fresh: in tables that are in use, what is there is newer than what is copied.</param>
internal sealed class RowCopier(ITableStore target, string? workspace, bool fills)
{
    /// <summary>Copies rows of one table.</summary>
    public async Task CopyAsync(string table, IReadOnlyList<TableRow> rows, RebuildCounts counts, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (table == TableNames.DeadLetters && workspace is not null && row.GetText(EntityRow.Workspace) != workspace)
            {
                continue;
            }

            await PutAsync(table, row, cancellationToken).ConfigureAwait(false);
            if (table == TableNames.DeadLetters)
            {
                var day = DirectoryRows.DeadLetterDay(Days.Parse(row.PartitionKey)!.Value);
                await target.InsertAsync(day.Table, day.Row, cancellationToken).ConfigureAwait(false);
            }

            counts.AddCopied();
        }
    }

    private async Task PutAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        while (await target.InsertAsync(table, row, cancellationToken).ConfigureAwait(false) == WriteOutcome.Conflict)
        {
            var there = await target.GetAsync(table, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
            if (there is not null
                && (!Replaces(row, there) || await target.ReplaceAsync(table, row, there.ETag!, cancellationToken).ConfigureAwait(false) == WriteOutcome.Written))
            {
                return;
            }
        }
    }

    /// <summary>Of two erasures of one person the later counts, wherever it is.</summary>
    private bool Replaces(TableRow row, TableRow there) =>
        row.GetTime(Tombstones.ErasedAt) is { } erasedAt ? !(there.GetTime(Tombstones.ErasedAt) >= erasedAt) : fills;
}
