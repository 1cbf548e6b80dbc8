using Platica.Processing.Operations;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// The erasures that are to be swept once more. An instance that looked for tombstones just before there were any may still write what it had
/// in hand; how long that can take is bounded, and after that time nothing more comes.
/// </summary>
public sealed class PendingErasures(ITableStore store, OperationTables changes)
{
    /// <summary>The partition of those that are to be swept.</summary>
    internal const string Partition = "pending";

    private const string PlacesPartition = "places";
    private const string Workspace = "Workspace";
    private const string DueAt = "DueAt";
    private const string Place = "Place";

    /// <summary>Notes that a workspace is to be swept; one that is to be already, at the later time.</summary>
    internal async Task AddAsync(string workspace, DateTimeOffset erasedAt, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var key = TableKey.Escape(workspace);
        while (true)
        {
            var stored = await store.GetAsync(TableNames.Erasures, Partition, key, cancellationToken).ConfigureAwait(false);
            var columns = new RowColumns
            {
                [Tombstones.ErasedAt] = Later(erasedAt, stored?.GetTime(Tombstones.ErasedAt)),
                [DueAt] = Later(dueAt, stored?.GetTime(DueAt)),
            };
            ColumnParts.SetText(columns, Workspace, workspace);
            var row = new TableRow(Partition, key, columns);
            var outcome = stored is null
                ? await changes.Store.InsertAsync(TableNames.Erasures, row, cancellationToken).ConfigureAwait(false)
                : await changes.Store.ReplaceAsync(TableNames.Erasures, row, stored.ETag!, cancellationToken).ConfigureAwait(false);
            if (outcome == WriteOutcome.Written)
            {
                return;
            }
        }
    }

    /// <summary>The workspaces to sweep by now.</summary>
    internal async Task<IReadOnlyList<PendingErasure>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(new(TableNames.Erasures, Partition, TableLimits.PageRows), cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(row => row.GetTime(DueAt) <= now).Select(row =>
            new PendingErasure(ColumnParts.GetText(row, Workspace)!, new(row.GetTime(Tombstones.ErasedAt)!.Value, []), row.GetTime(DueAt)!.Value))];
    }

    /// <summary>The sweep of that workspace which was begun, if one was: it goes on, and who was erased meanwhile has the next one.</summary>
    internal async Task<PendingErasure> BegunAsync(PendingErasure pending, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(TableNames.Erasures, PlacesPartition, TableKey.Escape(pending.Workspace), cancellationToken).ConfigureAwait(false);
        return row is not null && ErasurePlace.Parse(ColumnParts.GetText(row, Place)!) is { } place && row.GetTime(DueAt) is { } dueAt
            ? pending with { Place = place, DueAt = dueAt }
            : pending;
    }

    /// <summary>Notes how far a sweep has come. It names rows, so it is not kept where nothing is ever deleted.</summary>
    internal async Task MoveAsync(PendingErasure pending, ErasurePlace place, CancellationToken cancellationToken)
    {
        var columns = new RowColumns { [DueAt] = pending.DueAt };
        ColumnParts.SetText(columns, Place, place.ToString());
        var key = TableKey.Escape(pending.Workspace);
        await store.DeleteAsync(TableNames.Erasures, PlacesPartition, key, cancellationToken).ConfigureAwait(false);
        await store.InsertAsync(TableNames.Erasures, new(PlacesPartition, key, columns), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A sweep is done; unless another was asked for meanwhile, nothing is to be swept any more.</summary>
    internal async Task CompleteAsync(PendingErasure pending, CancellationToken cancellationToken)
    {
        var key = TableKey.Escape(pending.Workspace);
        await store.DeleteAsync(TableNames.Erasures, PlacesPartition, key, cancellationToken).ConfigureAwait(false);
        if (await store.GetAsync(TableNames.Erasures, Partition, key, cancellationToken).ConfigureAwait(false) is { } row && row.GetTime(DueAt) == pending.DueAt)
        {
            await changes.Store.DeleteAsync(TableNames.Erasures, Partition, key, cancellationToken).ConfigureAwait(false);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset? right) => right > left ? right.Value : left;
}

/// <summary>A sweep that was asked for.</summary>
/// <param name="Workspace">Where.</param>
/// <param name="Place">Where it goes on.</param>
/// <param name="DueAt">When it was due; another time tells that another was asked for.</param>
internal sealed record PendingErasure(string Workspace, ErasurePlace Place, DateTimeOffset DueAt);
