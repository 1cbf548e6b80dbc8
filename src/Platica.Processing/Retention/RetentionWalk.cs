using Platica.Processing.Deliveries;
using Platica.Processing.Erasure;
using Platica.Processing.Tables;

namespace Platica.Processing.Retention;

/// <summary>Goes over all tables that have a retention and removes what is too old, in pages.</summary>
internal sealed class RetentionWalk(ITableStore store, RetentionSteps steps)
{
    private readonly RowScan _scan = new(store);

    /// <summary>Works until there is no more time.</summary>
    /// <returns>Where to go on, or null when the walk is done.</returns>
    public async Task<RetentionPlace?> RunAsync(RetentionPlace place, bool isDryRun, RemovalCounts counts, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var work = new RetentionWork(store, place.StartedAt, isDryRun, counts);
        var legs = await LegsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (step, workspace) in legs.SkipWhile(leg => place.Step is not null && (leg.Step.Name, leg.Workspace.Key) != (place.Step, place.Workspace)))
        {
            var isBegun = step.Name == place.Step && workspace.Key == place.Workspace;
            await foreach (var after in step.RunAsync(work, workspace.Name, isBegun ? place.After : null, cancellationToken).ConfigureAwait(false))
            {
                if (!hasTime())
                {
                    return new(place.StartedAt, step.Name, workspace.Key, after);
                }
            }
        }

        return null;
    }

    private async Task<List<(IRetentionStep Step, (string Key, string Name) Workspace)>> LegsAsync(CancellationToken cancellationToken)
    {
        var workspaces = new List<(string Key, string Name)>();
        await foreach (var page in _scan.ReadAsync(TableNames.Directory, DirectoryRows.Workspaces, null, cancellationToken).ConfigureAwait(false))
        {
            workspaces.AddRange(page.Rows.Select(row => (row.RowKey, ColumnParts.GetText(row, DirectoryRows.Name)!)));
        }

        return [.. steps.All.SelectMany(step => step.IsPerWorkspace ? workspaces : [("", "")], (step, workspace) => (step, workspace))];
    }
}
