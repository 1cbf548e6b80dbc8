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
    /// <inheritdoc/>
    public string Name => "erase";

    /// <inheritdoc/>
    public async Task<OperationPage> RunAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var isDryRun = call.Only([.. PersonCall.Parameters, "dryRun"]).Flag("dryRun");
        var (workspace, key) = await PersonCall.ReadAsync(call, store, cancellationToken).ConfigureAwait(false);
        var place = PlaceOf(call);
        await CheckKeyAsync(workspace, cancellationToken).ConfigureAwait(false);
        var isFirst = call.Continuation is null;
        var finder = new PersonFinder(store, workspace);
        var person = isFirst || isDryRun
            ? await finder.FindAsync(key, place.ErasedAt, cancellationToken).ConfigureAwait(false)
            : await finder.IdentifyAsync(key, place.ErasedAt, cancellationToken).ConfigureAwait(false);
        var work = WorkOf(workspace, place, person, isDryRun);
        if (isFirst)
        {
            Count(work.Counts, person);
        }

        if (isFirst && !isDryRun)
        {
            await BeginAsync(work, person, cancellationToken).ConfigureAwait(false);
        }

        var next = await steps.RunAsync(work, place, () => call.HasTime, cancellationToken).ConfigureAwait(false);
        if (next is null && !isDryRun)
        {
            await SweepLaterAsync(work, cancellationToken).ConfigureAwait(false);
        }

        return new(work.Counts.All, next?.ToString());
    }

    private ErasurePlace PlaceOf(OperationCall call) => call.Continuation is not { } continuation
        ? new(clock.GetUtcNow())
        : ErasurePlace.Parse(continuation) ?? throw OperationCall.Invalid("continuation", "the continuation of an earlier answer");

    private async Task CheckKeyAsync(string workspace, CancellationToken cancellationToken)
    {
        if (!tombstones.HasKey)
        {
            throw new ReadProblemException(
                409,
                "No erasure key",
                $"Set Erasure__Key to at least {ErasureOptions.ShortestKey} random characters, and never change it: under it erased persons are remembered.");
        }

        if (await tombstones.StateOfAsync(workspace, cancellationToken).ConfigureAwait(false) == TombstoneState.OtherKey)
        {
            throw new ReadProblemException(
                409, "Another erasure key", "Persons were erased here under another Erasure__Key. Set that one again; docs/operations.md says what to do when it is lost.");
        }
    }

    private ErasureWork WorkOf(string workspace, ErasurePlace place, FoundPerson person, bool isDryRun)
    {
        var erased = isDryRun ? null : new TombstoneSet(tombstones, workspace);
        return new()
        {
            Workspace = workspace,
            ErasedAt = place.ErasedAt,
            Persons = erased is null ? person : erased,
            Tombstones = erased,
            Text = new(person.Keys),
        };
    }

    /// <summary>The sweep is noted first: should this be cut short, it goes on with what was said of the person by then.</summary>
    private async Task BeginAsync(ErasureWork work, FoundPerson person, CancellationToken cancellationToken)
    {
        await SweepLaterAsync(work, cancellationToken).ConfigureAwait(false);
        await work.NoteAsync(person.Keys, work.ErasedAt, cancellationToken).ConfigureAwait(false);
        var notes = new MendingNotes(store, tombstones, work.Workspace);
        foreach (var shared in person.Shared)
        {
            await notes.AddAsync(shared, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task SweepLaterAsync(ErasureWork work, CancellationToken cancellationToken) =>
        pending.AddAsync(work.Workspace, work.ErasedAt, clock.GetUtcNow() + (options.BatchBudget * 2), cancellationToken);

    private static void Count(RemovalCounts counts, FoundPerson person)
    {
        counts.Add("foundClients", person.Keys.Count(key => key.Kind == PersonKeyKind.Client && !key.Value.StartsWith('~')));
        counts.Add("foundPhones", person.Keys.Count(key => key.Kind == PersonKeyKind.Phone));
        counts.Add("foundConversations", person.Keys.Count(key => key.Kind == PersonKeyKind.Conversation));
        counts.Add("sharedConversations", person.Shared.Count);
        counts.Add("formerClients", person.FormerClients.Count(client => !person.Has(client)));
    }
}
