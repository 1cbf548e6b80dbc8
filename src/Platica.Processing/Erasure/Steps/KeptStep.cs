using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Webhooks;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Removes the person's deliveries from a place beside the tables.</summary>
internal sealed class KeptStep(
    IKeptDeliveries place, DeliveryEraser eraser, FoundDeliveries deliveries, ReplacedDeliveries replaced, ProviderCatalog providers, ErasureWork work) : IErasureStep
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
        var found = kept.Delivery is { } delivery
            ? await deliveries.TryUndoAsync(delivery, cancellationToken).ConfigureAwait(false)
            : new(work.Text.IsIn(kept.Content.Span));
        if (!found.IsUndone || (found.Replacement is { } replacement && !await TryReplaceAsync(replacement, cancellationToken).ConfigureAwait(false)))
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

    /// <summary>What waits still to be processed must wait on: the person is left out when it is.</summary>
    private async Task<bool> TryReplaceAsync(Delivery replacement, CancellationToken cancellationToken)
    {
        if (TranslatedDelivery.TryRead(replacement, providers) is not { } translated
            || await eraser.FindArchivedAsync(translated, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        await replaced.KeepAsync(replacement, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
