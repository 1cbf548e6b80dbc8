using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Reading;

/// <summary>Which workspaces a question is about, and lists that go through all of them.</summary>
internal sealed class WorkspaceReader(ITableStore store)
{
    private const int WorkspacesPerPage = 100;

    /// <summary>The character after the one that ends a provider's name in a workspace's.</summary>
    private const char PastProvider = (char)(WorkspaceKey.Separator + 1);

    private readonly RangeReader _ranges = new(store);

    /// <summary>The workspace asked for; without one, the only one there is, of the provider where one is asked for; null while there is none.</summary>
    /// <exception cref="ReadProblemException">There are several, or it is one of another provider.</exception>
    public async Task<string?> FindAsync(ReadParameters parameters, CancellationToken cancellationToken)
    {
        if (parameters.Workspace is { } workspace)
        {
            return IsOf(workspace, parameters.Provider) ? workspace : throw new ReadProblemException(
                400, "Workspace of another provider", $"The workspace '{workspace}' is not one of '{parameters.Provider}'. One of ?workspace= and ?provider= is enough.");
        }

        var rows = await QueryAsync(parameters.Provider, null, TableLimits.PageRows, cancellationToken).ConfigureAwait(false);
        var names = rows.Select(NameOf).ToList();
        return names.Count <= 1 ? names.Find(_ => true) : throw new ReadProblemException(
            400, "Which workspace?", $"There are several workspaces; add ?workspace= with one of: {string.Join(", ", names)}.{NarrowBy(names)}");
    }

    /// <summary>
    /// The entities of a table in all workspaces, of the provider where one is asked for, in the order of workspaces and ids. For tables that have few
    /// rows of each.
    /// </summary>
    public async Task<Page> ListAsync(EntityTable table, RowFilter filter, ReadParameters parameters, CancellationToken cancellationToken)
    {
        var (done, after) = Split(parameters.Continuation);
        var rows = new List<TableRow>();
        var workspaces = await QueryAsync(parameters.Provider, done, WorkspacesPerPage, cancellationToken).ConfigureAwait(false);
        foreach (var workspace in workspaces)
        {
            if (rows.Count == parameters.Limit)
            {
                return new(rows, $"{done}{TableKey.Separator}");
            }

            var range = new TableQuery(table.Name, workspace.RowKey, parameters.Limit - rows.Count, after);
            var page = await _ranges.ReadAsync(range, filter.Pass, cancellationToken).ConfigureAwait(false);
            rows.AddRange(page.Rows);
            if (page.After is not null)
            {
                return new(rows, $"{done}{TableKey.Separator}{page.After}");
            }

            (done, after) = (workspace.RowKey, null);
        }

        return new(rows, workspaces.Count == WorkspacesPerPage ? $"{done}{TableKey.Separator}" : null);
    }

    private Task<IReadOnlyList<TableRow>> QueryAsync(string? provider, string? after, int take, CancellationToken cancellationToken)
    {
        var key = provider is null ? null : TableKey.Escape(provider);
        var start = key is null ? after : after ?? $"{key}{WorkspaceKey.Separator}";
        return store.QueryAsync(
            new(TableNames.Directory, DirectoryRows.Workspaces, take, start, key is null ? null : $"{key}{PastProvider}"), cancellationToken);
    }

    private static string NameOf(TableRow row) => ColumnParts.GetText(row, DirectoryRows.Name)!;

    private static bool IsOf(string workspace, string? provider) => provider is null || WorkspaceKey.ProviderOf(workspace) == provider;

    private static string NarrowBy(IEnumerable<string> workspaces)
    {
        var providers = workspaces.Select(WorkspaceKey.ProviderOf).Distinct().ToList();
        return providers.Count == 1 ? string.Empty : $" Where a provider has only one, ?provider= is enough: {string.Join(", ", providers)}.";
    }

    /// <summary>The last workspace that is done, and the last row of the next one.</summary>
    private static (string? Done, string? After) Split(string? continuation)
    {
        if (continuation is null)
        {
            return default;
        }

        var bar = continuation.IndexOf(TableKey.Separator, StringComparison.Ordinal);
        return bar < 0
            ? throw new ReadProblemException(400, "Parameter not usable", "The parameter 'continuation' belongs to another list.")
            : (bar == 0 ? null : continuation[..bar], continuation[(bar + 1)..]);
    }
}
