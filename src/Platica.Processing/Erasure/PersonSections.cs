using Platica.Processing.Archive;
using Platica.Processing.Deliveries;
using Platica.Processing.Erasure.Steps;
using Platica.Processing.Merging;
using Platica.Processing.Reading;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure;

/// <summary>Everything that is stored of a person, table by table.</summary>
internal sealed class PersonSections(ITableStore store, IBodyStore bodies, ProviderCatalog providers, string workspace, FoundPerson person)
{
    /// <summary>What a group is, and nobody's words.</summary>
    private static readonly string[] OfGroups =
    [
        EntityRow.Workspace, EntityRow.Id, ConversationFields.Kind.Column, ConversationFields.ContactName.Column, ConversationFields.Topic.Column,
        ConversationFields.Platform.Column, ConversationFields.ChannelId.Column,
    ];

    private readonly RowScan _scan = new(store);
    private readonly PersonText _text = new(person.Keys);

    private string Partition => TableKey.Escape(workspace);

    /// <summary>All of them.</summary>
    public IReadOnlyList<PersonSection> All =>
    [
        Flat(TableNames.Clients, ClientFields.All, Partition),
        Flat(TableNames.Conversations, ConversationFields.All, Partition, ConversationOfAsync),
        new(TableNames.Messages, MessageFields.All, (after, token) => InConversations(TableNames.Timeline, after, token), MessageOfAsync),
        new(
            TableNames.ConversationEvents,
            RowViews.ConversationEvents,
            (after, token) => InConversations(TableNames.ConversationEvents, after, token),
            IfTheirs(TableNames.ConversationEvents)),
        Flat(TableNames.Calls, CallFields.All, Partition),
        Flat(TableNames.Referrals, ReferralFields.All, ReferralKeys.OfWorkspace(workspace)),
        Flat(TableNames.FlowResponses, FlowResponseFields.All, Partition),
        new(TableNames.FlowExchanges, RowViews.FlowExchanges, ExchangesByFlow, IfTheirs(TableNames.FlowExchanges)),
        new(TableNames.FlowExchanges, RowViews.FlowExchanges, ExchangesOfSessions, IfWithoutFlowAsync),
        new(TableNames.Events, RowViews.Events, (after, token) => EventScan.ReadAsync(_scan, workspace, after, token), DeliveryOfAsync),
        new(TableNames.DeadLetters, RowViews.DeadLetters, DeadLetters, DeliveryOfAsync),
    ];

    private PersonSection Flat(
        string table, FieldCatalog fields, string partition, Func<TableRow, CancellationToken, Task<PersonRow?>>? show = null) =>
        new(table, fields, (after, token) => _scan.ReadAsync(table, partition, after, token), show ?? IfTheirs(table));

    /// <summary>Of a group only that the person is in it: the other members are persons, too.</summary>
    private async Task<PersonRow?> ConversationOfAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (await person.HoldsAsync(TableNames.Conversations, row, cancellationToken).ConfigureAwait(false))
        {
            return new(row);
        }

        var ranks = FieldColumns.ReadMap(row, ConversationFields.Participants).Where(member => PersonKeys.KeysOfMember(member.Key).Any(person.Has)).ToList();
        if (ranks.Count == 0)
        {
            return null;
        }

        var own = FieldColumns.Encode(ranks.Select(rank => new FieldAssignment(ConversationFields.Participants, rank.Key, FieldValue.Json(rank.Value))));
        return new(row with { Columns = row.Columns.Where(column => OfGroups.Contains(column.Key)).Concat(own).ToDictionary() });
    }

    private Func<TableRow, CancellationToken, Task<PersonRow?>> IfTheirs(string table) =>
        async (row, token) => await person.HoldsAsync(table, row, token).ConfigureAwait(false) ? new PersonRow(row) : null;

    /// <summary>Both tables have the same partitions.</summary>
    private IAsyncEnumerable<RowPage> InConversations(string table, string? after, CancellationToken cancellationToken) =>
        _scan.ReadAsync(table, (TableNames.Conversations, Partition), PartitionOf, after, cancellationToken);

    private Task<string?> PartitionOf(TableRow conversation)
    {
        var id = ColumnParts.GetText(conversation, EntityRow.Id)!;
        var mayBeIn = person.IsIn(conversation) || PersonKeys.Of(TableNames.Conversations, conversation).IsShared(PersonKey.Conversation(id));
        return Task.FromResult(mayBeIn ? Timeline.Partition(workspace, id) : null);
    }

    private async Task<PersonRow?> MessageOfAsync(TableRow place, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = EntityTable.Messages.KeyOf(workspace, ColumnParts.GetText(place, Timeline.MessageId)!);
        var row = await store.GetAsync(TableNames.Messages, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
        return row is not null && await person.HoldsAsync(TableNames.Messages, row, cancellationToken).ConfigureAwait(false) ? new(row) : null;
    }

    private IAsyncEnumerable<RowPage> ExchangesByFlow(string? after, CancellationToken cancellationToken) => _scan.ReadAsync(
        TableNames.FlowExchanges,
        (TableNames.Directory, DirectoryRows.Flows(workspace)),
        row => Task.FromResult<string?>(FlowExchangeColumns.ByFlow(workspace, ColumnParts.GetText(row, DirectoryRows.Name)!)),
        after,
        cancellationToken);

    private IAsyncEnumerable<RowPage> ExchangesOfSessions(string? after, CancellationToken cancellationToken) => _scan.ReadAsync(
        TableNames.FlowExchanges,
        (TableNames.FlowResponses, Partition),
        async row => await person.HoldsAsync(TableNames.FlowResponses, row, cancellationToken).ConfigureAwait(false)
            ? FlowExchangeColumns.ByToken(workspace, ColumnParts.GetText(row, EntityRow.Id)!)
            : null,
        after,
        cancellationToken);

    /// <summary>The others are shown by Flow already.</summary>
    private Task<PersonRow?> IfWithoutFlowAsync(TableRow row, CancellationToken cancellationToken) =>
        Task.FromResult(ColumnParts.GetText(row, FlowExchangeColumns.FlowId) is null ? new PersonRow(row) : null);

    private IAsyncEnumerable<RowPage> DeadLetters(string? after, CancellationToken cancellationToken) => _scan.ReadAsync(
        TableNames.DeadLetters,
        (TableNames.Directory, DirectoryRows.DeadLetterDays),
        row => Task.FromResult(ColumnParts.GetText(row, DirectoryRows.Name)),
        after,
        cancellationToken);

    private async Task<PersonRow?> DeliveryOfAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (await StoredDelivery.TryReadAsync(row, bodies, counts: null, cancellationToken).ConfigureAwait(false) is not { } delivery)
        {
            return null;
        }

        var translated = TranslatedDelivery.TryRead(delivery, providers);
        var isTheirs = translated is not null && translated.Keys.Deciding.Any()
            ? translated.Workspace == workspace && await person.HoldsAsync(translated, cancellationToken).ConfigureAwait(false)
            : _text.IsIn(delivery.Body.Span);
        return isTheirs ? new(row, delivery.Body) : null;
    }
}
