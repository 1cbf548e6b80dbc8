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
    public async Task<RetentionPlace?> RunAsync(RetentionRun run, CancellationToken cancellationToken)
    {
        var place = run.Place;
        var work = new RetentionWork(store, place.StartedAt, run.IsDryRun, run.Counts);
        var legs = await LegsAsync(run.OnlyWorkspace, cancellationToken).ConfigureAwait(false);
        foreach (var (step, workspace) in legs.SkipWhile(leg => place.Step is not null && (leg.Step.Name, leg.Workspace.Key) != (place.Step, place.Workspace)))
        {
            var isBegun = step.Name == place.Step && workspace.Key == place.Workspace;
            await foreach (var after in step.RunAsync(work, workspace.Name, isBegun ? place.After : null, cancellationToken).ConfigureAwait(false))
            {
                if (!run.HasTime())
                {
                    return new(place.StartedAt, step.Name, workspace.Key, after);
                }
            }
        }

        return null;
    }

    private async Task<List<(IRetentionStep Step, (string? Key, string Name) Workspace)>> LegsAsync(string? only, CancellationToken cancellationToken)
    {
        var workspaces = new List<(string? Key, string Name)>();
        await foreach (var page in _scan.ReadAsync(TableNames.Directory, DirectoryRows.Workspaces, null, cancellationToken).ConfigureAwait(false))
        {
            workspaces.AddRange(page.Rows.Select(row => ((string?)row.RowKey, ColumnParts.GetText(row, DirectoryRows.Name)!)));
        }

        return
        [
            .. steps.All
                .SelectMany(step => step.IsPerWorkspace ? workspaces : [(null, string.Empty)], (step, workspace) => (step, workspace))
                .Where(leg => only is null || leg.workspace.Name == only),
        ];
    }
}
