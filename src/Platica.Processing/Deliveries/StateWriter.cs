using System.Runtime.InteropServices;
using Platica.Processing.Channels;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Deliveries;

/// <summary>
/// Merges a batch's changes into the state rows: one read and one write for each distinct row, however many deliveries touch it,
/// several rows at a time. A row that somebody else wrote in between is read and merged again.
/// </summary>
internal sealed class StateWriter(ITableStore store, ChannelWatch channels)
{
    private const int RowsAtOnce = 16;
    private const int MostAttempts = 20;

    /// <summary>Writes the changes of all open plans; a plan whose row could not be written is ended.</summary>
    public async Task WriteAsync(IReadOnlyList<DeliveryPlan> plans, CancellationToken cancellationToken)
    {
        await Bounded.ForEachAsync(
            Targets(plans), RowsAtOnce, target => WriteRowAsync(target.Key, target.Value, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>What all open plans change of each row, in their order.</summary>
    private static Dictionary<Target, List<(DeliveryPlan Plan, EntityChange Change)>> Targets(IReadOnlyList<DeliveryPlan> plans)
    {
        var targets = new Dictionary<Target, List<(DeliveryPlan Plan, EntityChange Change)>>();
        foreach (var plan in plans.Where(plan => plan.IsOpen))
        {
            foreach (var change in plan.Changes)
            {
                var target = new Target(EntityTable.Of(change.Kind), plan.Workspace, change.Id);
                var items = CollectionsMarshal.GetValueRefOrAddDefault(targets, target, out _) ??= [];
                items.Add((plan, change));
            }
        }

        return targets;
    }

    private async Task WriteRowAsync(Target target, IReadOnlyList<(DeliveryPlan Plan, EntityChange Change)> items, CancellationToken cancellationToken)
    {
        try
        {
            if (!await TryMergeAsync(target, items, cancellationToken).ConfigureAwait(false))
            {
                End(items, Settlement.Abandon($"A row of {target.Table.Name} was changed by others {MostAttempts} times in a row."));
            }
        }
        catch (StoreUnavailableException problem)
        {
            End(items, Settlement.Abandon(problem.Message));
        }
        catch (StoreRefusedException problem)
        {
            await ApartAsync(target, items, problem, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One delivery must not drag the others of its batch into the dead letters: each is merged alone.</summary>
    private async Task ApartAsync(
        Target target, IReadOnlyList<(DeliveryPlan Plan, EntityChange Change)> items, StoreRefusedException problem, CancellationToken cancellationToken)
    {
        var deliveries = items.GroupBy(item => item.Plan).ToList();
        if (deliveries.Count == 1)
        {
            End(items, Settlement.DeadLetter(DeadLetterReasons.RefusedByStore, problem.Message));
            return;
        }

        foreach (var delivery in deliveries)
        {
            await WriteRowAsync(target, [.. delivery], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryMergeAsync(
        Target target, IReadOnlyList<(DeliveryPlan Plan, EntityChange Change)> items, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = target.Table.KeyOf(target.Workspace, target.Id);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var stored = await store.GetAsync(target.Table.Name, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
            var state = stored is null ? new EntityState() : EntityRow.Decode(target.Table, stored);
            var health = ChannelWatch.HealthOf(state);
            var changed = false;
            foreach (var (_, change) in items)
            {
                changed |= state.Apply(change);
            }

            if (!changed && stored is not null)
            {
                return true;
            }

            var row = EntityRow.Encode(target.Table, target.Workspace, target.Id, state);
            var outcome = stored is null
                ? await store.InsertAsync(target.Table.Name, row, cancellationToken).ConfigureAwait(false)
                : await store.ReplaceAsync(target.Table.Name, row, stored.ETag!, cancellationToken).ConfigureAwait(false);
            if (outcome == WriteOutcome.Written)
            {
                channels.Written(target.Workspace, target.Id, health, state);
                return true;
            }
        }

        return false;
    }

    private static void End(IEnumerable<(DeliveryPlan Plan, EntityChange Change)> items, Settlement settlement)
    {
        foreach (var (plan, _) in items)
        {
            plan.End(settlement);
        }
    }

    private readonly record struct Target(EntityTable Table, string Workspace, string Id);
}
