using System.Runtime.CompilerServices;
using Platica.Processing.Archive;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes the person's deliveries from a place beside the tables.</summary>
internal sealed class KeptStep(
    IKeptDeliveries place, DeliveryEraser eraser, FoundDeliveries deliveries, ProviderCatalog providers, ErasureWork work) : IErasureStep
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await place.ReadAsync(after, cancellationToken).ConfigureAwait(false);
            foreach (var kept in page.Deliveries)
            {
                await RemoveAsync(kept, cancellationToken).ConfigureAwait(false);
            }

            after = page.After;
            if (after is not null)
            {
                yield return after;
            }
        }
        while (after is not null);
    }

    private async Task RemoveAsync(KeptDelivery kept, CancellationToken cancellationToken)
    {
        var isTheirs = kept.Delivery is { } delivery
            ? await deliveries.TryUndoAsync(delivery, cancellationToken).ConfigureAwait(false)
            : work.Text.IsIn(kept.Content.Span);
        if (!isTheirs)
        {
            return;
        }

        work.Counts.Add(place.Name);
        if (kept.Delivery is not null && TranslatedDelivery.TryRead(kept.Delivery, providers) is { } translated)
        {
            await eraser.RemoveArchivedAsync(translated, cancellationToken).ConfigureAwait(false);
        }

        await place.EraseAsync(kept.Reference, cancellationToken).ConfigureAwait(false);
    }
}
