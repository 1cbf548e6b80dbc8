using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// Tells what that somebody's deliveries name is theirs alone: a conversation in which another client writes is not, nor a message that another
/// client's deliveries tell of, nor a phone that another client ever had, nor ever a group.
/// </summary>
internal sealed class KeyOwnership(ITableStore store, string workspace, IPersonKeySet persons)
{
    private readonly RowScan _scan = new(store);

    /// <summary>Whether what the key stands for is theirs alone. A client never is: who that is was said before.</summary>
    public async Task<bool> IsOwnAsync(PersonKey key, CancellationToken cancellationToken) => key.Kind switch
    {
        PersonKeyKind.Phone => await IsOwnPhoneAsync(key.Value, cancellationToken).ConfigureAwait(false),
        PersonKeyKind.Conversation => await IsOwnAsync(EntityTable.Conversations, key.Value, cancellationToken).ConfigureAwait(false)
            && await HasOnlyOwnMessagesAsync(key.Value, cancellationToken).ConfigureAwait(false),
        PersonKeyKind.Message => await IsOwnMessageAsync(key.Value, cancellationToken).ConfigureAwait(false),
        PersonKeyKind.FlowToken => await IsOwnAsync(EntityTable.FlowResponses, key.Value, cancellationToken).ConfigureAwait(false),
        PersonKeyKind.Call => await IsOwnAsync(EntityTable.Calls, key.Value, cancellationToken).ConfigureAwait(false),
        _ => false,
    };

    private async Task<bool> IsOwnPhoneAsync(string digits, CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(TableNames.PhoneIndex, PhoneIndex.Partition(workspace, digits), null, cancellationToken).ConfigureAwait(false))
        {
            var clients = page.Rows.Where(PhoneIndex.IsClient).Select(row => PersonKey.Client(ColumnParts.GetText(row, PhoneIndex.EntityId)!));
            if (!await persons.AllOfAsync(clients, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it is theirs alone also where no row tells of others: what a delivery says may be shared is nobody's without a row.</summary>
    public async Task<bool> IsOwnAsync(PersonKey key, PersonKeys told, CancellationToken cancellationToken) =>
        !(told.IsShared(key) && (key.Kind == PersonKeyKind.Conversation || await FindAsync(EntityTable.Messages, key.Value, cancellationToken).ConfigureAwait(false) is null))
        && await IsOwnAsync(key, cancellationToken).ConfigureAwait(false);

    /// <summary>One that tells of nobody is of whom the conversation is in which it stands, and of all at whom it is told of.</summary>
    private async Task<bool> IsOwnMessageAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(EntityTable.Messages, id, cancellationToken).ConfigureAwait(false) is not { } keys)
        {
            return true;
        }

        if (keys.Subject.Any())
        {
            return await persons.AllOfAsync(keys.Subject, cancellationToken).ConfigureAwait(false);
        }

        foreach (var conversation in keys.All.Where(key => key.Kind == PersonKeyKind.Conversation))
        {
            if (await persons.FindAsync(conversation, cancellationToken).ConfigureAwait(false) is null
                && !await IsOwnAsync(conversation, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        foreach (var recipient in keys.Recipients)
        {
            if (await persons.FindAnyAsync(PersonKeys.KeysOfMember(recipient), cancellationToken).ConfigureAwait(false) is null)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> IsOwnAsync(EntityTable table, string id, CancellationToken cancellationToken) =>
        await FindAsync(table, id, cancellationToken).ConfigureAwait(false) is not { } keys
        || (!keys.IsShared(PersonKey.Conversation(id)) && await persons.AllOfAsync(keys.Subject, cancellationToken).ConfigureAwait(false));

    private async Task<PersonKeys?> FindAsync(EntityTable table, string id, CancellationToken cancellationToken)
    {
        var (partitionKey, rowKey) = table.KeyOf(workspace, id);
        var row = await store.GetAsync(table.Name, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
        return row is null ? null : PersonKeys.Of(table.Name, row);
    }

    private async Task<bool> HasOnlyOwnMessagesAsync(string conversation, CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(TableNames.Timeline, Timeline.Partition(workspace, conversation), null, cancellationToken).ConfigureAwait(false))
        {
            var own = await Task.WhenAll(page.Rows.Select(row =>
                IsOwnAsync(EntityTable.Messages, ColumnParts.GetText(row, Timeline.MessageId)!, cancellationToken))).ConfigureAwait(false);
            if (own.Contains(false))
            {
                return false;
            }
        }

        return true;
    }
}
