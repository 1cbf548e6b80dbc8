using Microsoft.Extensions.Logging;
using Platica.Processing.Archive;
using Platica.Processing.Erasure;
using Platica.Processing.Erasure.Steps;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Webhooks;

namespace Platica.Processing.Deliveries;

/// <summary>
/// Keeps erased persons from coming back: what was told of them up to their erasure is not stored, however it comes (late, again, from the
/// dead letters, in a rebuild), and what it may have left behind at an earlier attempt is removed. Whoever was not erased costs one look for each
/// batch and workspace. From what others told up to then they are left out.
/// </summary>
/// <param name="providers">Who reads deliveries.</param>
/// <param name="tombstones">Who was erased.</param>
/// <param name="pending">Where a sweep is asked for.</param>
/// <param name="metrics">Counts what is dropped.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">The log.</param>
/// <param name="archive">Where bodies are that are not in the tables; null where there is no such place.</param>
/// <param name="keeper">Gives what is made here a home; null where the tables are all there is.</param>
public sealed partial class ErasureGate(
    ProviderCatalog providers,
    Tombstones tombstones,
    PendingErasures pending,
    PipelineMetrics metrics,
    TimeProvider clock,
    ILogger<ErasureGate> logger,
    IArchiveEraser? archive = null,
    IArchiveKeeper? keeper = null)
{
    private const int DeliveriesAtOnce = 16;

    private int _hasWarned;

    /// <summary>Drops the deliveries of erased persons from a batch, and leaves them out of those of others.</summary>
    /// <param name="plans">The batch.</param>
    /// <param name="store">The tables that it is stored in.</param>
    /// <param name="patience">For looking at who was erased.</param>
    /// <param name="learns">Whether what else these deliveries tell to be of an erased person is noted: a rebuild goes by what is noted already.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task PassAsync(
        IReadOnlyList<DeliveryPlan> plans, ITableStore store, Patience patience, bool learns, CancellationToken cancellationToken)
    {
        foreach (var workspace in plans.Where(plan => plan.Source is not null).GroupBy(plan => plan.Workspace))
        {
            try
            {
                if (await patience.TryAsync(() => HasErasuresAsync(workspace.Key, cancellationToken), cancellationToken).ConfigureAwait(false))
                {
                    var erased = new TombstoneSet(tombstones, workspace.Key);
                    await Bounded.ForEachAsync(workspace, DeliveriesAtOnce, plan => PassAsync(plan, erased, store, patience, learns, cancellationToken)).ConfigureAwait(false);
                }
            }
            catch (StoreUnavailableException problem)
            {
                foreach (var plan in workspace)
                {
                    plan.End(Settlement.Abandon(problem.Message));
                }
            }
        }
    }

    /// <summary>What is to be put aside of a delivery: itself, or what is left of it without erased persons; null when it is such a person's, and removed.</summary>
    internal async Task<Delivery?> FilterAsync(TranslatedDelivery delivery, ITableStore store, CancellationToken cancellationToken)
    {
        if (!await HasErasuresAsync(delivery.Workspace, cancellationToken).ConfigureAwait(false))
        {
            return delivery.Delivery;
        }

        var erased = new TombstoneSet(tombstones, delivery.Workspace);
        if (!await erased.HoldsAsync(delivery, cancellationToken).ConfigureAwait(false))
        {
            return await new Bystanders(providers, erased).TryLeaveOutAsync(delivery, cancellationToken).ConfigureAwait(false) is { } rest
                ? await new ReplacementHome(store, providers, keeper).KeepAsync(rest, cancellationToken).ConfigureAwait(false)
                : delivery.Delivery;
        }

        await DropAsync(delivery, erased, store, learns: true, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Removes the bodies in whose place others are stored and handled by now; of one that is put aside, whoever does that removes it.</summary>
    internal async Task CleanAsync(IEnumerable<DeliveryPlan> plans, ITableStore store, Patience patience, CancellationToken cancellationToken)
    {
        var bodies = new ReplacedBodies(store, archive, pending, clock, logger);
        foreach (var plan in plans.Where(plan => plan is { Replaced: not null, Settlement.Kind: SettlementKind.Complete }))
        {
            await bodies.TryEraseAsync(plan.Replaced!, patience, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Removes the body of a delivery that is put aside without erased persons, once that is safe. One that is archived is left to the erasure,
    /// which replaces it there.
    /// </summary>
    internal async Task CleanAsync(TranslatedDelivery delivery, ITableStore store, CancellationToken cancellationToken)
    {
        if (archive is not null && delivery.Delivery.BodyReference is { } reference
            && await DeliveryEraser.FindArchivedAsync(store, delivery, cancellationToken).ConfigureAwait(false) is null)
        {
            await archive.NoteDoneAsync(delivery.Delivery, cancellationToken).ConfigureAwait(false);
            await archive.EraseAsync(reference, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PassAsync(
        DeliveryPlan plan, TombstoneSet erased, ITableStore store, Patience patience, bool learns, CancellationToken cancellationToken)
    {
        if (await patience.TryAsync(() => erased.HoldsAsync(plan.Source!, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            await patience.TryAsync(() => DropAsync(plan.Source!, erased, store, learns, cancellationToken), cancellationToken).ConfigureAwait(false);
            plan.Drop();
        }
        else if (await patience.TryAsync(
            () => new Bystanders(providers, erased).TryLeaveOutAsync(plan.Source!, cancellationToken), cancellationToken).ConfigureAwait(false) is { } rest)
        {
            if (keeper is { IsOpen: false })
            {
                plan.End(Settlement.Abandon("What is left of it without an erased person cannot be kept yet."));
                return;
            }

            await patience.TryAsync(() => ReplaceAsync(plan, rest, store, learns, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What an earlier attempt may have left behind of the delivery goes, unless what replaces it is stored already.</summary>
    private async Task ReplaceAsync(DeliveryPlan plan, Delivery rest, ITableStore store, bool learns, CancellationToken cancellationToken)
    {
        if (TranslatedDelivery.TryRead(rest, providers) is not { } translated)
        {
            plan.Refuse(Settlement.DeadLetter(DeadLetterReasons.Undecodable, "What is left of it without an erased person cannot be read."));
            return;
        }

        var counts = new RemovalCounts();
        var eraser = new DeliveryEraser(store, archive, counts);
        if (await eraser.FindArchivedAsync(translated, cancellationToken).ConfigureAwait(false) is null)
        {
            await eraser.UndoAsync(plan.Source!, new Dictionary<PersonKey, DateTimeOffset>(), keepsClients: false, cancellationToken).ConfigureAwait(false);
            if (learns && counts.All.Count > 0)
            {
                await MendLaterAsync(plan.Source!, store, cancellationToken).ConfigureAwait(false);
            }
        }

        var kept = await new ReplacementHome(store, providers, keeper).KeepAsync(rest, cancellationToken).ConfigureAwait(false);
        plan.Replace(translated with { Delivery = kept }, cleans: learns && archive is not null && plan.Source!.Delivery.BodyReference is not null);
    }

    private async Task MendLaterAsync(TranslatedDelivery delivery, ITableStore store, CancellationToken cancellationToken)
    {
        var notes = new MendingNotes(store, tombstones, delivery.Workspace, clock.GetUtcNow());
        foreach (var key in delivery.Keys.All)
        {
            await notes.AddAsync(key, cancellationToken).ConfigureAwait(false);
        }

        await pending.AddAsync(delivery.Workspace, delivery.KnownAt, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    private async Task DropAsync(
        TranslatedDelivery delivery, TombstoneSet erased, ITableStore store, bool learns, CancellationToken cancellationToken)
    {
        var eraser = new DeliveryEraser(store, archive, new());
        if (learns)
        {
            await UndoAsync(delivery, erased, store, eraser, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var own = await erased.OfAsync(delivery.Keys.All, cancellationToken).ConfigureAwait(false);
            await eraser.UndoAsync(delivery, own, keepsClients: false, cancellationToken).ConfigureAwait(false);
        }

        if (archive is not null)
        {
            await archive.NoteDoneAsync(delivery.Delivery, cancellationToken).ConfigureAwait(false);
        }

        await eraser.RemoveArchivedAsync(delivery, cancellationToken).ConfigureAwait(false);
        metrics.Erased();
        Log.Dropped(logger, delivery.Envelope.EventName, delivery.Envelope.LogId);
    }

    private async Task UndoAsync(
        TranslatedDelivery delivery, TombstoneSet erased, ITableStore store, DeliveryEraser eraser, CancellationToken cancellationToken)
    {
        var work = new ErasureWork
        {
            Workspace = delivery.Workspace,
            ErasedAt = delivery.KnownAt,
            Persons = erased,
            KeepsClients = false,
        };
        var notes = new MendingNotes(store, tombstones, delivery.Workspace, clock.GetUtcNow());
        using var found = new FoundDeliveries(store, eraser, providers, notes, work);
        await found.UndoAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (work.HasLearned || notes.HasAdded)
        {
            // What came before may tell of the same, and nobody knew whose it was; or what others told of it must show again.
            await pending.AddAsync(delivery.Workspace, work.ErasedAt, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> HasErasuresAsync(string workspace, CancellationToken cancellationToken)
    {
        var state = await tombstones.StateOfAsync(workspace, cancellationToken).ConfigureAwait(false);
        if (state == TombstoneState.OtherKey && Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            Log.OtherKey(logger, workspace);
        }

        return state == TombstoneState.Some;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{EventName} {EventId} is of a person who was erased; it is dropped.")]
        public static partial void Dropped(ILogger logger, string eventName, string eventId);

        [LoggerMessage(
            2, LogLevel.Error, "Persons of {Workspace} were erased under another Erasure:Key than the one set now, or none is set: nobody can tell whether a delivery is theirs.")]
        public static partial void OtherKey(ILogger logger, string workspace);
    }
}
