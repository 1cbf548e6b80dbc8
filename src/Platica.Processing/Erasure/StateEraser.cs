using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure;

/// <summary>
/// Takes something out of a state row, such as what was told up to a time; what other deliveries told, later ones above all, stays. A row that nothing is left
/// of is deleted.
/// </summary>
internal sealed class StateEraser(ITableStore store)
{
    private const int MostAttempts = 20;

    /// <summary>The state of an entity without that; null when it has none.</summary>
    /// <param name="kind">The kind of entity.</param>
    /// <param name="workspace">Where.</param>
    /// <param name="id">The entity.</param>
    /// <param name="forget">Takes it out of the state; false when there is no such thing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The state, and whether anything was taken out of the row.</returns>
    /// <exception cref="StoreUnavailableException">Others went on changing the row.</exception>
    public async Task<(EntityState? State, bool IsChanged)> ForgetAsync(
        EntityKind kind, string workspace, string id, Func<EntityState, bool> forget, CancellationToken cancellationToken)
    {
        var table = EntityTable.Of(kind);
        var (partitionKey, rowKey) = table.KeyOf(workspace, id);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var row = await store.GetAsync(table.Name, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
            if (row is null)
            {
                return (null, false);
            }

            var state = EntityRow.Decode(table, row);
            if (!forget(state) && state.Slots.Count > 0)
            {
                return (state, false);
            }

            if (await store.ReplaceAsync(table.Name, EntityRow.Encode(table, workspace, id, state), row.ETag!, cancellationToken).ConfigureAwait(false)
                == WriteOutcome.Conflict)
            {
                continue;
            }

            if (state.Slots.Count == 0)
            {
                await store.DeleteAsync(table.Name, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
            }

            return (state, true);
        }

        throw new StoreUnavailableException($"A row of {table.Name} was changed by others {MostAttempts} times in a row.");
    }
}
