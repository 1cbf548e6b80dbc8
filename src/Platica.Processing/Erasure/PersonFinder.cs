using System.Runtime.CompilerServices;
using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Processing.Erasure;

/// <summary>
/// Finds a person in a workspace by client id or phone. Who has a phone now is the person of that phone, under however many client ids; who had it
/// once and has another now is not.
/// </summary>
/// <param name="store">The tables.</param>
/// <param name="workspace">Where.</param>
/// <param name="person">Gets the clients and phones.</param>
internal sealed class PersonFinder(ITableStore store, string workspace, FoundPerson person)
{
    private readonly RowScan _scan = new(store, TableLimits.PageRows);
    private readonly KeyOwnership _ownership = new(store, workspace, person);

    /// <summary>Adds a client or a phone, and all clients and phones that follow from it.</summary>
    public async Task AddAsync(PersonKey key, CancellationToken cancellationToken)
    {
        if (!person.Add(key))
        {
            return;
        }

        if (key.Kind == PersonKeyKind.Client)
        {
            if (await DigitsOfAsync(key, cancellationToken).ConfigureAwait(false) is { } digits)
            {
                await AddAsync(PersonKey.Phone(digits), cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        // The id of a client that came without one.
        await AddAsync(PersonKey.Client($"~{key.Value}"), cancellationToken).ConfigureAwait(false);
        foreach (var digits in PhoneDigits.SpellingsOf(key.Value))
        {
            // The id of a client whose provider knows persons by their phones, perhaps only as a member of a group.
            if (await DigitsOfAsync(PersonKey.Client(digits), cancellationToken).ConfigureAwait(false) is var own && (own ?? key.Value) == key.Value)
            {
                await AddAsync(PersonKey.Client(digits), cancellationToken).ConfigureAwait(false);
            }
        }

        await foreach (var client in ClientsOfAsync(key, cancellationToken).ConfigureAwait(false))
        {
            if (await DigitsOfAsync(client, cancellationToken).ConfigureAwait(false) == key.Value)
            {
                await AddAsync(client, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Goes on finding until there is no more time.</summary>
    /// <returns>Where to go on: at step 0 as long as this is not done.</returns>
    public async Task<PersonPlace> FindAsync(PersonPlace place, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        if (place.Step > 0)
        {
            return place;
        }

        await foreach (var after in SearchAsync(place.After, cancellationToken).ConfigureAwait(false))
        {
            if (!hasTime())
            {
                return new(person.Keys, 0, after);
            }
        }

        return new(person.Keys, 1);
    }

    /// <summary>Looks in the conversations for clients and phones that no index tells of; from the beginning again after each that it finds.</summary>
    /// <returns>Places behind what is done.</returns>
    public async IAsyncEnumerable<string> SearchAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int known;
        do
        {
            known = person.Keys.Count;
            await foreach (var page in PagesAsync(after, cancellationToken).ConfigureAwait(false))
            {
                foreach (var row in page.Rows)
                {
                    await LearnAsync(row, cancellationToken).ConfigureAwait(false);
                }

                after = person.Keys.Count == known ? page.After : null;
                yield return after ?? "";
                if (after is null)
                {
                    break;
                }
            }
        }
        while (person.Keys.Count > known);
    }

    /// <summary>The conversations that name the person.</summary>
    public async IAsyncEnumerable<PersonConversation> ConversationsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(after, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows.Where(person.IsIn))
            {
                var key = KeyOf(row);
                yield return new(key, await _ownership.IsOwnAsync(key, cancellationToken).ConfigureAwait(false), page.AfterRow(row));
            }

            yield return new(null, false, page.After);
        }
    }

    /// <summary>Clients that had one of the phones once and have another now: somebody else, or the same person.</summary>
    public async Task<IReadOnlyCollection<PersonKey>> FindFormerClientsAsync(CancellationToken cancellationToken)
    {
        var former = new HashSet<PersonKey>();
        foreach (var phone in person.Keys.Where(key => key.Kind == PersonKeyKind.Phone))
        {
            await foreach (var client in ClientsOfAsync(phone, cancellationToken).ConfigureAwait(false))
            {
                if (!person.Has(client))
                {
                    former.Add(client);
                }
            }
        }

        return former;
    }

    /// <summary>The person's clients of which there is a row.</summary>
    public async Task<long> CountClientsAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var client in person.Keys.Where(key => key.Kind == PersonKeyKind.Client))
        {
            count += await FindClientAsync(client, cancellationToken).ConfigureAwait(false) is null ? 0 : 1;
        }

        return count;
    }

    private async Task LearnAsync(TableRow conversation, CancellationToken cancellationToken)
    {
        if (ColumnParts.GetText(conversation, ConversationFields.PhoneDigits.Column) is not { } digits)
        {
            return;
        }

        var phone = PersonKey.Phone(digits);
        if (person.Has(phone))
        {
            if (ColumnParts.GetText(conversation, ConversationFields.ClientId.Column) is { } id
                && PersonKey.Client(id) is var client && !person.Has(client)
                && await DigitsOfAsync(client, cancellationToken).ConfigureAwait(false) is null)
            {
                // A client of whom no phone is told has that of the conversation.
                await AddAsync(client, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (person.IsIn(conversation)
            && await _ownership.IsOwnAsync(KeyOf(conversation), cancellationToken).ConfigureAwait(false)
            && await _ownership.IsOwnAsync(phone, cancellationToken).ConfigureAwait(false))
        {
            await AddAsync(phone, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<PersonKey> ClientsOfAsync(PersonKey phone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(TableNames.PhoneIndex, PhoneIndex.Partition(workspace, phone.Value), null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows.Where(PhoneIndex.IsClient))
            {
                yield return PersonKey.Client(ColumnParts.GetText(row, PhoneIndex.EntityId)!);
            }
        }
    }

    private async Task<string?> DigitsOfAsync(PersonKey client, CancellationToken cancellationToken) =>
        await FindClientAsync(client, cancellationToken).ConfigureAwait(false) is { } row ? ColumnParts.GetText(row, ClientFields.PhoneDigits.Column) : null;

    private Task<TableRow?> FindClientAsync(PersonKey client, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = EntityTable.Clients.KeyOf(workspace, client.Value);
        return store.GetAsync(TableNames.Clients, partitionKey, rowKey, cancellationToken);
    }

    private IAsyncEnumerable<RowPage> PagesAsync(string? after, CancellationToken cancellationToken) =>
        _scan.ReadAsync(TableNames.Conversations, TableKey.Escape(workspace), after, cancellationToken);

    private static PersonKey KeyOf(TableRow conversation) => PersonKey.Conversation(ColumnParts.GetText(conversation, EntityRow.Id)!);
}

/// <summary>A conversation that names a person, or the end of some that do not.</summary>
/// <param name="Key">The conversation; null where there is none.</param>
/// <param name="IsOwn">Whether it is the person's alone.</param>
/// <param name="After">Where to go on behind it.</param>
internal sealed record PersonConversation(PersonKey? Key, bool IsOwn, string After);
