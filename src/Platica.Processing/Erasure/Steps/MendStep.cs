using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Stores once more what others told of what the person shared with them. No handler runs.</summary>
internal sealed class MendStep(
    ITableStore store, IBodyStore bodies, ProviderCatalog providers, ReplacedDeliveries storing, MendingNotes notes, ErasureWork work) : IErasureStep
{
    private readonly RowScan _scan = new(store);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> RunAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await notes.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            yield break;
        }

        await foreach (var page in EventScan.ReadAsync(_scan, work.Workspace, after, cancellationToken).ConfigureAwait(false))
        {
            var shared = new List<Delivery>();
            foreach (var row in page.Rows)
            {
                if (await StoredDelivery.TryReadAsync(row, bodies, counts: null, cancellationToken).ConfigureAwait(false) is { } delivery
                    && await IsSharedAsync(delivery, cancellationToken).ConfigureAwait(false))
                {
                    shared.Add(delivery);
                }
            }

            await storing.StoreAsync(shared, cancellationToken).ConfigureAwait(false);
            yield return page.After;
        }

        await notes.ClearAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsSharedAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        foreach (var key in TranslatedDelivery.TryRead(delivery, providers)?.Keys.All ?? [])
        {
            if (await notes.HasAsync(key, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }
}
