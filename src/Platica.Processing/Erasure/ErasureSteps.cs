using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure.Steps;
using Platica.Processing.Merging;
using Platica.Processing.Operations;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure;

/// <summary>
/// Goes through everything that may hold something of an erased person, in this order: who it is; rows that tell themselves whose they are; the
/// dead letters, the archive and what else holds deliveries; these again for as long as they tell of more that is the person's; the conversations
/// and clients, which tell until then whose everything is; and at last what others told of what is gone now.
/// </summary>
internal sealed class ErasureSteps(
    ITableStore store,
    OperationTables changes,
    IBodyStore bodies,
    IEnumerable<IKeptDeliveries> places,
    ProviderCatalog providers,
    DeliveryProcessor processor,
    Tombstones tombstones,
    IArchiveEraser? archive = null,
    IArchiveKeeper? keeper = null)
{
    private readonly ReplacedDeliveries _replaced = new(store, providers, processor, keeper);

    /// <summary>Works until there is no more time; where to go on then, or null when all is done.</summary>
    public async Task<ErasurePlace?> RunAsync(ErasureWork work, ErasurePlace place, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var notes = new MendingNotes(store, tombstones, work.Workspace, work.SweptUpTo ?? work.ErasedAt, isSweep: work.SweptUpTo is not null);
        var eraser = new DeliveryEraser(store, archive, work.Counts);
        using var deliveries = new FoundDeliveries(store, eraser, providers, notes, work);
        var finding = Finding(work, notes);
        var searching = Searching(work, eraser, deliveries);
        var ending = Ending(work, notes);
        IErasureStep[] steps = [.. finding, .. searching, .. ending];
        work.HasLearned = place.HasLearned;
        var (number, after) = (place.Step, place.After);
        while (number < steps.Length)
        {
            if (number == finding.Count + searching.Count && work.HasLearned)
            {
                (number, after, work.HasLearned) = (finding.Count, null, false);
            }

            await foreach (var position in steps[number].RunAsync(after, cancellationToken).ConfigureAwait(false))
            {
                if (!hasTime())
                {
                    return new(place.ErasedAt, work.Person?.Keys ?? [], number, work.HasLearned, position);
                }
            }

            (number, after) = (number + 1, null);
        }

        return null;
    }

    private IReadOnlyList<IErasureStep> Finding(ErasureWork work, MendingNotes notes)
    {
        if (work.Person is not { } person)
        {
            return [];
        }

        var finder = new PersonFinder(store, work.Workspace, person);
        return
        [
            new WhoStep(finder, person, work),
            new ConversationsStep(finder, notes, work),
            new OwnEntitiesStep(store, person, work, EntityKind.FlowResponse),
            new OwnEntitiesStep(store, person, work, EntityKind.Call),
        ];
    }

    private IReadOnlyList<IErasureStep> Searching(ErasureWork work, DeliveryEraser eraser, FoundDeliveries deliveries) =>
    [
        new TimelineStep(store, work),
        ConversationEvents(work),
        ExchangesBySession(work),
        ExchangesByFlow(work),
        Referrals(work),
        new EntityStep(store, work, EntityKind.FlowResponse),
        new MomentsStep(store, work, TableNames.Activity, EntityKind.Conversation, Activity.ConversationId),
        new MomentsStep(store, work, TableNames.CallLog, EntityKind.Call, CallLog.CallId),
        new EntityStep(store, work, EntityKind.Call),
        new DeadLetterStep(store, changes.Store, bodies, providers, eraser, deliveries, _replaced, work),
        new ArchiveStep(store, bodies, eraser, deliveries, _replaced, work),
        .. places.OrderBy(place => place.Name, StringComparer.Ordinal).Select(place => new KeptStep(place, eraser, deliveries, _replaced, providers, work)),
    ];

    private IReadOnlyList<IErasureStep> Ending(ErasureWork work, MendingNotes notes) =>
    [
        new EntityStep(store, work, EntityKind.Conversation),
        new EntityStep(store, work, EntityKind.Client),
        new MendStep(store, bodies, providers, _replaced, notes, work),
    ];

    private InsertedRowsStep ConversationEvents(ErasureWork work)
    {
        var scan = new RowScan(store);
        return new(store, work, TableNames.ConversationEvents, EventColumns.Timestamp, (after, token) => scan.ReadAsync(
            TableNames.ConversationEvents,
            (TableNames.Conversations, TableKey.Escape(work.Workspace)),
            row => PartitionOfOwnAsync(work, row, PersonKey.Conversation, id => ConversationEventColumns.Partition(work.Workspace, id), token),
            after,
            token));
    }

    private InsertedRowsStep ExchangesBySession(ErasureWork work)
    {
        var scan = new RowScan(store);
        return new(store, work, TableNames.FlowExchanges, FlowExchangeColumns.At, (after, token) => scan.ReadAsync(
            TableNames.FlowExchanges,
            (TableNames.FlowResponses, TableKey.Escape(work.Workspace)),
            row => PartitionOfOwnAsync(work, row, PersonKey.FlowToken, id => FlowExchangeColumns.ByToken(work.Workspace, id), token),
            after,
            token));
    }

    private InsertedRowsStep ExchangesByFlow(ErasureWork work)
    {
        var scan = new RowScan(store);
        return new(
            store,
            work,
            TableNames.FlowExchanges,
            FlowExchangeColumns.At,
            (after, token) => scan.ReadAsync(
                TableNames.FlowExchanges,
                (TableNames.Directory, DirectoryRows.Flows(work.Workspace)),
                row => Task.FromResult<string?>(FlowExchangeColumns.ByFlow(work.Workspace, ColumnParts.GetText(row, DirectoryRows.Name)!)),
                after,
                token),
            row => (FlowExchangeColumns.ByToken(work.Workspace, TokenOf(row)), TableKey.Ascending(row.RowKey)));
    }

    private InsertedRowsStep Referrals(ErasureWork work)
    {
        var scan = new RowScan(store);
        return new(
            store,
            work,
            TableNames.Referrals,
            ReferralFields.At.Column,
            (after, token) => scan.ReadAsync(TableNames.Referrals, ReferralKeys.OfWorkspace(work.Workspace), after, token),
            row => ColumnParts.GetText(row, ReferralFields.AdId.Column) is { } ad ? (ReferralKeys.OfAd(work.Workspace, ad), row.RowKey) : null);
    }

    private static string TokenOf(TableRow row) =>
        ColumnParts.GetText(row, FlowExchangeColumns.FlowToken) ?? $"~{ColumnParts.GetText(row, EntityRow.Id)}";

    private static async Task<string?> PartitionOfOwnAsync(
        ErasureWork work, TableRow row, Func<string, PersonKey> keyOf, Func<string, string> partitionOf, CancellationToken cancellationToken)
    {
        var id = ColumnParts.GetText(row, EntityRow.Id)!;
        return await work.Persons.FindAsync(keyOf(id), cancellationToken).ConfigureAwait(false) is null ? null : partitionOf(id);
    }
}
