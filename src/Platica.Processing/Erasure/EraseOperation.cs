using Platica.Processing.Deliveries;
using Platica.Processing.Operations;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// Erases a person by client id or phone: first the tombstones, so that nothing brings the person back, then everything else. What the person's
/// deliveries tell from then on is new business and stays.
/// </summary>
internal sealed class EraseOperation(
    ITableStore store,
    Tombstones tombstones,
    PendingErasures pending,
    ErasureSteps steps,
    ProcessingOptions options,
    TimeProvider clock)
    : IOperation
{
    private const string DryRun = "dryRun";
    private const string AcceptNewKey = "acceptNewKey";

    /// <inheritdoc/>
    public string Name => "erase";

    /// <inheritdoc/>
    public async Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var isDryRun = call.Only([.. PersonCall.Parameters, DryRun, AcceptNewKey]).Flag(DryRun);
        var whom = await PersonCall.ReadAsync(call, store, cancellationToken).ConfigureAwait(false);
        await CheckKeyAsync(whom.Workspace, call.Flag(AcceptNewKey), isDryRun, cancellationToken).ConfigureAwait(false);
        return await (isDryRun ? TryAsync(whom, call, cancellationToken) : EraseAsync(whom, call, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<OperationPage> TryAsync(PersonCall whom, OperationCall call, CancellationToken cancellationToken)
    {
        var place = whom.PlaceOf(call, PersonPlace.Parse, place => place.Keys) ?? new([]);
        var (person, finder) = await whom.BeginAsync(store, place.Keys, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return await new ErasureTrial(finder, person).RunAsync(place, () => call.HasTime, cancellationToken).ConfigureAwait(false);
    }

    private async Task<OperationPage> EraseAsync(PersonCall whom, OperationCall call, CancellationToken cancellationToken)
    {
        var place = whom.PlaceOf(call, ErasurePlace.Parse, place => place.Keys) ?? new(clock.GetUtcNow(), []);
        var (person, _) = await whom.BeginAsync(store, place.Keys, place.ErasedAt, cancellationToken).ConfigureAwait(false);
        var work = new ErasureWork
        {
            Workspace = whom.Workspace,
            ErasedAt = place.ErasedAt,
            Persons = new(tombstones, whom.Workspace),
            Person = person,
        };

        // Noted before anything is removed: should this be cut short, the sweep goes on with what was noted of the person by then.
        await SweepLaterAsync(work, cancellationToken).ConfigureAwait(false);
        var next = await steps.RunAsync(work, place, () => call.HasTime, cancellationToken).ConfigureAwait(false);
        if (next is null)
        {
            await SweepLaterAsync(work, cancellationToken).ConfigureAwait(false);
        }

        return new(work.Counts.All, next?.ToString());
    }

    private async Task CheckKeyAsync(string workspace, bool acceptsNew, bool isDryRun, CancellationToken cancellationToken)
    {
        if (!tombstones.HasKey)
        {
            throw new ReadProblemException(
                409,
                "No erasure key",
                $"Set Erasure__Key to at least {ErasureOptions.ShortestKey} random characters, and never change it: under it erased persons are remembered.");
        }

        if (await tombstones.StateOfAsync(workspace, cancellationToken).ConfigureAwait(false) != TombstoneState.OtherKey)
        {
            return;
        }

        if (!acceptsNew)
        {
            throw new ReadProblemException(
                409,
                "Another erasure key",
                "Persons were erased here under another Erasure__Key (on one machine: the file erasure-key of the data folder). Set that one again. "
                + $"If it is lost for good, erase with '{AcceptNewKey}' (platica erase --accept-new-key): from then on nothing keeps those persons away, "
                + "so erase them again when the provider has sent something of them.");
        }

        if (!isDryRun)
        {
            await tombstones.AcceptKeyAsync(workspace, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Each call puts the sweep off: it must not get in the way of an erasure that is going on.</summary>
    private Task SweepLaterAsync(ErasureWork work, CancellationToken cancellationToken) =>
        pending.AddAsync(work.Workspace, work.ErasedAt, clock.GetUtcNow() + (options.BatchBudget * 2), cancellationToken);
}
