using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Tables;

namespace Platica.Processing.Rebuilding;

/// <summary>Where the archive's rows are, as Directory tells.</summary>
/// <param name="store">The tables.</param>
/// <param name="workspace">The only workspace to go through; null for all.</param>
/// <param name="since">Only days from that of this time on; null for all.</param>
internal sealed class ArchiveParts(ITableStore store, string? workspace, DateTimeOffset? since)
{
    /// <summary>Whether there is such a workspace.</summary>
    public async Task<bool> HasWorkspaceAsync(CancellationToken cancellationToken) => workspace is null
        || await store.GetAsync(TableNames.Directory, DirectoryRows.Workspaces, TableKey.Escape(workspace), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>The days with events: workspace after workspace, each day before the one it followed.</summary>
    public async Task<IReadOnlyList<ArchivePart>> OfEventsAsync(CancellationToken cancellationToken)
    {
        var parts = new List<ArchivePart>();
        foreach (var found in await ReadAsync(DirectoryRows.Workspaces, cancellationToken).ConfigureAwait(false))
        {
            if (workspace is null || NameOf(found) == workspace)
            {
                var days = await DaysAsync(DirectoryRows.EventDays(NameOf(found)), cancellationToken).ConfigureAwait(false);
                parts.AddRange(days.Select(day => new ArchivePart(
                    TableNames.Events, TableKey.Join(NameOf(found), NameOf(day)), $"1\t{found.RowKey}\t{day.RowKey}")));
            }
        }

        return parts;
    }

    /// <summary>Who was erased, in each workspace, and what is to be swept once more; but not the notes of work in progress.</summary>
    public async Task<IReadOnlyList<ArchivePart>> OfErasuresAsync(CancellationToken cancellationToken)
    {
        var workspaces = await ReadAsync(DirectoryRows.Workspaces, cancellationToken).ConfigureAwait(false);
        var partitions = workspaces.Where(found => workspace is null || NameOf(found) == workspace).Select(found => found.RowKey);
        return [.. partitions.Append(PendingErasures.Partition).Select(partition => new ArchivePart(TableNames.Erasures, partition, $"0\t{partition}"))];
    }

    /// <summary>The days with dead letters, which belong to no workspace.</summary>
    public async Task<IReadOnlyList<ArchivePart>> OfDeadLettersAsync(CancellationToken cancellationToken)
    {
        var days = await DaysAsync(DirectoryRows.DeadLetterDays, cancellationToken).ConfigureAwait(false);
        return [.. days.Select(day => new ArchivePart(TableNames.DeadLetters, NameOf(day), $"2\t{day.RowKey}"))];
    }

    private async Task<IEnumerable<TableRow>> DaysAsync(string partition, CancellationToken cancellationToken)
    {
        var days = await ReadAsync(partition, cancellationToken).ConfigureAwait(false);
        return since is { } earliest ? days.Where(day => Days.Parse(NameOf(day)) >= Days.Parse(Days.Of(earliest))) : days;
    }

    private async Task<List<TableRow>> ReadAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new List<TableRow>();
        IReadOnlyList<TableRow> page;
        do
        {
            var after = rows.Count > 0 ? rows[^1].RowKey : null;
            page = await store.QueryAsync(new(TableNames.Directory, partition, TableLimits.PageRows, after), cancellationToken).ConfigureAwait(false);
            rows.AddRange(page);
        }
        while (page.Count == TableLimits.PageRows);
        return rows;
    }

    private static string NameOf(TableRow row) => ColumnParts.GetText(row, DirectoryRows.Name)!;
}
