using Platica.Processing.Tables;
using Platica.Webhooks;

namespace Platica.Processing.Erasure.Steps;

/// <summary>Tells which deliveries are the person's, wherever they are found, and undoes them.</summary>
internal sealed class FoundDeliveries(ITableStore store, DeliveryEraser eraser, ProviderCatalog providers, MendingNotes notes, ErasureWork work) : IDisposable
{
    private static readonly Dictionary<PersonKey, DateTimeOffset> NothingOwn = [];

    /// <summary>Whose something is, is told by rows of which the next delivery may take away what tells it: hence one after the other.</summary>
    private readonly SemaphoreSlim _learning = new(1);
    private readonly KeyOwnership _ownership = new(store, work.Workspace, work.Persons);
    private readonly Bystanders _bystanders = new(providers, work.Persons);

    /// <summary>
    /// Takes back what a delivery told, if it is the person's, or another's who names the person. The delivery itself is for the caller to remove,
    /// and what takes its place to store.
    /// </summary>
    public async Task<FoundDelivery> TryUndoAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (TranslatedDelivery.TryRead(delivery, providers) is not { } translated)
        {
            return new(work.Text.IsIn(delivery.Body.Span));
        }

        if (translated.Workspace != work.Workspace)
        {
            return new(false);
        }

        if (await work.Persons.HoldsAsync(translated, cancellationToken).ConfigureAwait(false)
            || (!translated.Keys.Deciding.Any() && work.Text.IsIn(delivery.Body.Span)))
        {
            await UndoAsync(translated, cancellationToken).ConfigureAwait(false);
            return new(true);
        }

        await NoteSharedAsync(translated, cancellationToken).ConfigureAwait(false);
        if (await _bystanders.TryLeaveOutAsync(translated, cancellationToken).ConfigureAwait(false) is not { } replacement)
        {
            return new(false);
        }

        await OneByOneAsync(() => NoteAllAsync(translated.Keys.All, cancellationToken), cancellationToken).ConfigureAwait(false);
        await eraser.UndoAsync(translated, NothingOwn, keepsClients: false, cancellationToken).ConfigureAwait(false);
        return new(true, replacement);
    }

    /// <summary>Takes back what the person's delivery told. What else it names is theirs from now on, or it is shared; both are noted before anything is removed.</summary>
    public async Task UndoAsync(TranslatedDelivery delivery, CancellationToken cancellationToken)
    {
        await OneByOneAsync(() => LearnAsync(delivery, cancellationToken), cancellationToken).ConfigureAwait(false);
        var own = await work.Persons.OfAsync(delivery.Keys.All, cancellationToken).ConfigureAwait(false);
        await eraser.UndoAsync(delivery, own, work.KeepsClients, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _learning.Dispose();

    private async Task LearnAsync(TranslatedDelivery delivery, CancellationToken cancellationToken)
    {
        var own = new List<PersonKey>();
        foreach (var key in delivery.Keys.All)
        {
            if (await work.Persons.FindAsync(key, cancellationToken).ConfigureAwait(false) is not null)
            {
                continue;
            }

            if (!await notes.HasAsync(key, cancellationToken).ConfigureAwait(false)
                && await _ownership.IsOwnAsync(key, delivery.Keys, cancellationToken).ConfigureAwait(false))
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
    }

    /// <summary>
    /// Somebody else tells of what counts as the person's, or the person did so later: what was told must show again, where it had lost against
    /// what is taken out now.
    /// </summary>
    private async Task NoteSharedAsync(TranslatedDelivery delivery, CancellationToken cancellationToken)
    {
        foreach (var key in (await work.Persons.OfAsync(delivery.Keys.All, cancellationToken).ConfigureAwait(false)).Keys)
        {
            if (key.Kind > PersonKeyKind.Phone)
            {
                await OneByOneAsync(() => notes.AddAsync(key, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task NoteAllAsync(IEnumerable<PersonKey> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            await notes.AddAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OneByOneAsync(Func<Task> learn, CancellationToken cancellationToken)
    {
        await _learning.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await learn().ConfigureAwait(false);
        }
        finally
        {
            _learning.Release();
        }
    }
}

/// <summary>What was found of a delivery.</summary>
/// <param name="IsUndone">Whether what it told was taken back, so that it must go.</param>
/// <param name="Replacement">What takes its place then, without the person; null for nothing. It has no home yet.</param>
internal sealed record FoundDelivery(bool IsUndone, Delivery? Replacement = null);
