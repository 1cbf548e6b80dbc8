using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure;

/// <summary>Stores what takes the place of other deliveries. No handler runs.</summary>
internal sealed class ReplacedDeliveries(ITableStore store, DeliveryProcessor processor, IArchiveKeeper? keeper)
{
    /// <summary>Whoever asked waits for an answer, and asks again.</summary>
    private static readonly TimeSpan StoreBudget = TimeSpan.FromSeconds(5);

    private readonly DeliveryProcessor _processor = processor.Onto(store, StoreBudget);

    /// <summary>Gives a delivery its home.</summary>
    public Task<Delivery> KeepAsync(Delivery delivery, CancellationToken cancellationToken) =>
        keeper is null ? Task.FromResult(delivery) : keeper.KeepAsync(delivery, cancellationToken);

    /// <summary>Stores deliveries; again is as good.</summary>
    /// <exception cref="StoreUnavailableException">Not all could be.</exception>
    public async Task StoreAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0)
        {
            return;
        }

        var settlements = await _processor.RebuildAsync(deliveries, cancellationToken).ConfigureAwait(false);
        if (settlements.FirstOrDefault(settlement => settlement.Kind == SettlementKind.Abandon) is { } abandoned)
        {
            throw new StoreUnavailableException(abandoned.Description!);
        }
    }
}
