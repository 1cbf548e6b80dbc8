using System.Text.Json;
using Platica.Processing.Deliveries;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Faults;

/// <summary>
/// Whoever finds an insert-only row finds the state it points to, at any moment: when one is written, the state already knows everything
/// that one of the deliveries with that row tells.
/// </summary>
internal sealed class WritingOrder
{
    private readonly ILookup<(string Table, string PartitionKey, string RowKey), DeliveryPlan> _plans;
    private readonly HashSet<DeliveryPlan> _stored = [];

    public WritingOrder(IEnumerable<Delivery> deliveries) => _plans = deliveries.Select(Plan).OfType<DeliveryPlan>()
        .SelectMany(plan => plan.Inserts.Select(insert => (Key: (insert.Table, insert.Row.PartitionKey, insert.Row.RowKey), plan)))
        .ToLookup(item => item.Key, item => item.plan);

    /// <summary>The row that this call, about to happen, writes too early; null when there is none.</summary>
    public string? FirstTooEarly(StoreCall call, ITableStore store)
    {
        if (call.Operation is not (StoreOperation.Insert or StoreOperation.InsertAll))
        {
            return null;
        }

        foreach (var rowKey in call.RowKeys)
        {
            var plans = _plans[(call.Table, call.PartitionKey, rowKey)].ToList();
            if (plans.Count > 0 && !plans.Exists(plan => IsStored(plan, store)))
            {
                return $"{call.Table} / {call.PartitionKey} / {rowKey} is written before the state it points to.";
            }
        }

        return null;
    }

    private bool IsStored(DeliveryPlan plan, ITableStore store)
    {
        if (_stored.Contains(plan))
        {
            return true;
        }

        foreach (var change in plan.Changes)
        {
            var table = EntityTable.Of(change.Kind);
            var (partitionKey, rowKey) = table.KeyOf(plan.Workspace, change.Id);
            var row = AtOnce.Get(store.GetAsync(table.Name, partitionKey, rowKey, CancellationToken.None));
            if (row is null || EntityRow.Decode(table, row).Apply(change))
            {
                return false;
            }
        }

        return _stored.Add(plan);
    }

    private static DeliveryPlan? Plan(Delivery delivery)
    {
        try
        {
            return Pipeline.Providers.TryGet(delivery.Provider, out var provider) && provider.TryReadEnvelope(delivery, out var envelope, out _)
                ? new(delivery, envelope, provider.Translate(delivery, envelope))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
