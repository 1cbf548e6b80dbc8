using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure;

/// <summary>Stores what takes the place of other deliveries. No handler runs.</summary>
internal sealed class ReplacedDeliveries(ITableStore store, ProviderCatalog providers, DeliveryProcessor processor, IArchiveKeeper? keeper)
{
    /// <summary>Whoever asked waits for an answer, and asks again.</summary>
    private static readonly TimeSpan StoreBudget = TimeSpan.FromSeconds(5);

    private readonly ReplacementHome _home = new(store, providers, keeper);
    private readonly DeliveryProcessor _processor = processor.Onto(store, StoreBudget);

    /// <summary>Gives a delivery its home.</summary>
    public Task<Delivery> KeepAsync(Delivery delivery, CancellationToken cancellationToken) => _home.KeepAsync(delivery, cancellationToken);

    /// <summary>Keeps and stores what takes another's place; that may go when this returns.</summary>
    /// <exception cref="StoreUnavailableException">It is not in the archive.</exception>
    public async Task<Delivery> ReplaceAsync(Delivery rest, CancellationToken cancellationToken)
    {
        var replacement = await KeepAsync(rest, cancellationToken).ConfigureAwait(false);
        await StoreAsync([replacement], cancellationToken).ConfigureAwait(false);

        // Its state may be refused, as that of the other one was; in the archive it must be.
        return TranslatedDelivery.TryRead(replacement, providers) is { } translated
            && await DeliveryEraser.FindArchivedAsync(store, translated, cancellationToken).ConfigureAwait(false) is not null
                ? replacement
                : throw new StoreUnavailableException("What is left of a delivery without the person could not be stored.");
    }

    /// <summary>Stores deliveries; again is as good.</summary>
    /// <exception cref="StoreUnavailableException">Not all could be. One that is to be put aside is done.</exception>
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
