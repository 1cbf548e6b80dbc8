using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Tells which deliveries are the person's, wherever they are found, and undoes them.</summary>
internal sealed class FoundDeliveries(ITableStore store, DeliveryEraser eraser, ProviderCatalog providers, MendingNotes notes, ErasureWork work)
{
    private readonly KeyOwnership _ownership = new(store, work.Workspace, work.Persons);

    /// <summary>Takes back what a delivery told, if it is the person's; whether it was. The delivery itself is for the caller to remove.</summary>
    public async Task<bool> TryUndoAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (TranslatedDelivery.TryRead(delivery, providers) is not { } translated)
        {
            return work.Text.IsIn(delivery.Body.Span);
        }

        if (translated.Workspace != work.Workspace)
        {
            return false;
        }

        var isTheirs = await work.Persons.HoldsAsync(translated, cancellationToken).ConfigureAwait(false)
            || (!translated.Keys.Deciding.Any() && work.Text.IsIn(delivery.Body.Span));
        if (!work.IsDryRun)
        {
            await (isTheirs ? UndoAsync(translated, cancellationToken) : NoteSharedAsync(translated, cancellationToken)).ConfigureAwait(false);
        }

        return isTheirs;
    }

    /// <summary>Takes back what the person's delivery told. What else it names is theirs from now on, or it is shared; both are noted before anything is removed.</summary>
    public async Task UndoAsync(TranslatedDelivery delivery, CancellationToken cancellationToken)
    {
        var own = new List<PersonKey>();
        foreach (var key in delivery.Keys.All)
        {
            if (await work.Persons.FindAsync(key, cancellationToken).ConfigureAwait(false) is not null)
            {
                continue;
            }

            if (!await notes.HasAsync(key, cancellationToken).ConfigureAwait(false)
                && await _ownership.IsOwnAsync(key, cancellationToken).ConfigureAwait(false))
            {
                own.Add(key);
            }
            else
            {
                await notes.AddAsync(key, cancellationToken).ConfigureAwait(false);
            }
        }

        var erasedAt = await work.Persons.FindAnyAsync(delivery.Keys.Deciding, cancellationToken).ConfigureAwait(false) ?? work.ErasedAt;
        await work.NoteAsync(own, erasedAt, cancellationToken).ConfigureAwait(false);
        work.HasLearned |= own.Count > 0;
        var all = await work.Persons.OfAsync(delivery.Keys.All, cancellationToken).ConfigureAwait(false);
        await eraser.UndoAsync(delivery, all, work.KeepsClients, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Somebody else tells of what counts as the person's: what they told of it must show again.</summary>
    private async Task NoteSharedAsync(TranslatedDelivery delivery, CancellationToken cancellationToken)
    {
        foreach (var key in (await work.Persons.OfAsync(delivery.Keys.All, cancellationToken).ConfigureAwait(false)).Keys)
        {
            if (key.Kind > PersonKeyKind.Phone && delivery.KnownAt <= work.ErasedAt)
            {
                await notes.AddAsync(key, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
