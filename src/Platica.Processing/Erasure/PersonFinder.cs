using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure;

/// <summary>
/// Finds a person in a workspace by client id or phone. Who has a phone now is the person of that phone, under however many client ids; who had it
/// once and has another now is not.
/// </summary>
internal sealed class PersonFinder(ITableStore store, string workspace)
{
    private readonly RowScan _scan = new(store);

    /// <summary>Who it is: clients and phones.</summary>
    /// <param name="key">A client or a phone.</param>
    /// <param name="until">Up to when what is told counts.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<FoundPerson> IdentifyAsync(PersonKey key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var person = new FoundPerson(store, workspace, until);
        await AddAsync(person, key, cancellationToken).ConfigureAwait(false);
        return person;
    }

    /// <summary>Who it is, their conversations and their ways through Flows.</summary>
    /// <inheritdoc cref="IdentifyAsync"/>
    public async Task<FoundPerson> FindAsync(PersonKey key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var person = await IdentifyAsync(key, until, cancellationToken).ConfigureAwait(false);
        int known;
        do
        {
            known = person.Keys.Count;
            await FindConversationsAsync(person, cancellationToken).ConfigureAwait(false);
        }
        while (person.Keys.Count > known);

        await foreach (var page in RowsAsync(EntityTable.FlowResponses, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows.Where(row => PersonKeys.Of(TableNames.FlowResponses, row).Deciding.Any(person.Has)))
            {
                person.Add(PersonKey.FlowToken(ColumnParts.GetText(row, EntityRow.Id)!));
            }
        }

        return person;
    }

    private async Task FindConversationsAsync(FoundPerson person, CancellationToken cancellationToken)
    {
        var ownership = new KeyOwnership(store, workspace, person);
        await foreach (var page in RowsAsync(EntityTable.Conversations, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows)
            {
                await LookAtAsync(row, person, ownership, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task LookAtAsync(TableRow conversation, FoundPerson person, KeyOwnership ownership, CancellationToken cancellationToken)
    {
        var key = PersonKey.Conversation(ColumnParts.GetText(conversation, EntityRow.Id)!);
        var digits = ColumnParts.GetText(conversation, ConversationFields.PhoneDigits.Column);
        if (digits is not null && person.Has(PersonKey.Phone(digits))
            && ColumnParts.GetText(conversation, ConversationFields.ClientId.Column) is { } client
            && await DigitsOfAsync(client, cancellationToken).ConfigureAwait(false) is null)
        {
            // A client of whom no phone is told has that of the conversation.
            await AddAsync(person, PersonKey.Client(client), cancellationToken).ConfigureAwait(false);
        }

        var isTheirs = PersonKeys.Of(TableNames.Conversations, conversation).Subject.Any(person.Has);
        if (!isTheirs || person.Has(key) || person.Shared.Contains(key))
        {
            return;
        }

        if (!await ownership.IsOwnAsync(key, cancellationToken).ConfigureAwait(false))
        {
            person.Shared.Add(key);
            return;
        }

        person.Add(key);
        if (digits is not null && await ownership.IsOwnAsync(PersonKey.Phone(digits), cancellationToken).ConfigureAwait(false))
        {
            await AddAsync(person, PersonKey.Phone(digits), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a client or a phone, and all clients and phones that follow from it.</summary>
    private async Task AddAsync(FoundPerson person, PersonKey key, CancellationToken cancellationToken)
    {
        if (!person.Add(key))
        {
            return;
        }

        if (key.Kind == PersonKeyKind.Client)
        {
            if (await DigitsOfAsync(key.Value, cancellationToken).ConfigureAwait(false) is { } digits)
            {
                await AddAsync(person, PersonKey.Phone(digits), cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        // The id of a client that came without one.
        await AddAsync(person, PersonKey.Client($"~{key.Value}"), cancellationToken).ConfigureAwait(false);
        await foreach (var page in _scan.ReadAsync(TableNames.PhoneIndex, PhoneIndex.Partition(workspace, key.Value), null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var client in page.Rows.Where(PhoneIndex.IsClient).Select(row => ColumnParts.GetText(row, PhoneIndex.EntityId)!))
            {
                if (await DigitsOfAsync(client, cancellationToken).ConfigureAwait(false) == key.Value)
                {
                    await AddAsync(person, PersonKey.Client(client), cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    person.FormerClients.Add(PersonKey.Client(client));
                }
            }
        }
    }

    private async Task<string?> DigitsOfAsync(string client, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = EntityTable.Clients.KeyOf(workspace, client);
        var row = await store.GetAsync(TableNames.Clients, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
        return row is null ? null : ColumnParts.GetText(row, ClientFields.PhoneDigits.Column);
    }

    private IAsyncEnumerable<RowPage> RowsAsync(EntityTable table, CancellationToken cancellationToken) =>
        _scan.ReadAsync(table.Name, TableKey.Escape(workspace), null, cancellationToken);
}
