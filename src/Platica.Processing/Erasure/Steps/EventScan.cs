using Platica.Processing.Deliveries;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Goes through a workspace's archive, the newest day first.</summary>
internal static class EventScan
{
    /// <summary>The rows of Events.</summary>
    public static IAsyncEnumerable<RowPage> ReadAsync(RowScan scan, string workspace, string? after, CancellationToken cancellationToken) => scan.ReadAsync(
        TableNames.Events,
        (TableNames.Directory, DirectoryRows.EventDays(workspace)),
        day => Task.FromResult<string?>(TableKey.Join(workspace, ColumnParts.GetText(day, DirectoryRows.Name)!)),
        after,
        cancellationToken);
}
