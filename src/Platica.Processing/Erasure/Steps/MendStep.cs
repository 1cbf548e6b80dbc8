using System.Runtime.CompilerServices;
using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Stores once more what others told of what the person shared with them. No handler runs.</summary>
internal sealed class MendStep(
    ITableStore store, IBodyStore bodies, ProviderCatalog providers, DeliveryProcessor processor, MendingNotes notes, ErasureWork work) : IErasureStep
{
    /// <summary>Whoever asked waits for an answer, and asks again.</summary>
    private static readonly TimeSpan StoreBudget = TimeSpan.FromSeconds(5);

    private readonly RowScan _scan = new(store);
    private readonly DeliveryProcessor _processor = processor.Onto(store, StoreBudget);

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

            await StoreAsync(shared, cancellationToken).ConfigureAwait(false);
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

    private async Task StoreAsync(List<Delivery> deliveries, CancellationToken cancellationToken)
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
