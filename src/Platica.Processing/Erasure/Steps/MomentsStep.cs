using System.Runtime.CompilerServices;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes the rows that tell when something of the person's was: the activity of conversations, the log of calls.</summary>
/// <param name="store">The tables.</param>
/// <param name="work">The erasure.</param>
/// <param name="table">Their table.</param>
/// <param name="kind">What they tell of.</param>
/// <param name="idColumn">The column with its id.</param>
internal sealed class MomentsStep(ITableStore store, ErasureWork work, string table, EntityKind kind, string idColumn) : IErasureStep
{
    private const int RowsAtOnce = 16;

    private readonly EntityTable _entities = EntityTable.Of(kind);
    private readonly RowScan _scan = new(store, TableLimits.PageRows);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(table, TableKey.Escape(work.Workspace), after, cancellationToken).ConfigureAwait(false))
        {
            await Bounded.ForEachAsync(
                page.Rows,
                RowsAtOnce,
                row => RemoveAsync(row, ColumnParts.GetText(row, idColumn)!, cancellationToken)).ConfigureAwait(false);
            yield return page.After;
        }
    }

    private async Task RemoveAsync(TableRow row, string id, CancellationToken cancellationToken)
    {
        if (await work.Persons.FindAsync(PersonKeys.KeyOf(kind, id)!.Value, cancellationToken).ConfigureAwait(false) is { } erasedAt)
        {
            var left = await FindLeftAsync(id, erasedAt, cancellationToken).ConfigureAwait(false);
            await work.RemoveUnconfirmedAsync(store, table, row, (kind, id), left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What will be left of the entity, whose row goes later; null when it has none.</summary>
    private async Task<EntityState?> FindLeftAsync(string id, DateTimeOffset erasedAt, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = _entities.KeyOf(work.Workspace, id);
        if (await store.GetAsync(_entities.Name, partitionKey, rowKey, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var state = EntityRow.Decode(_entities, row);
        state.ForgetUpTo(erasedAt);
        return state;
    }
}
