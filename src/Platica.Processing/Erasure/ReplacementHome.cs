using Platica.Processing.Archive;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure;

/// <summary>Gives what takes the place of another delivery its home. What is in the archive already has one, and gets no second.</summary>
internal sealed class ReplacementHome(ITableStore store, ProviderCatalog providers, IArchiveKeeper? keeper)
{
    /// <summary>The delivery as its home has it; again is as good.</summary>
    /// <exception cref="StoreUnavailableException">The tables or the home do not answer.</exception>
    public async Task<Delivery> KeepAsync(Delivery replacement, CancellationToken cancellationToken)
    {
        if (keeper is null)
        {
            return replacement;
        }

        return await FindAsync(replacement, cancellationToken).ConfigureAwait(false)
            ?? await keeper.KeepAsync(replacement, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Delivery?> FindAsync(Delivery replacement, CancellationToken cancellationToken) =>
        TranslatedDelivery.TryRead(replacement, providers) is { } translated
        && await DeliveryEraser.FindArchivedAsync(store, translated, cancellationToken).ConfigureAwait(false) is { } row
            ? BodyColumns.TryStamp(replacement, row)
            : null;
}
