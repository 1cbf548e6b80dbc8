using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Models;

namespace Platica.Processing.Erasure;

/// <summary>
/// What a delivery, or a row, tells of whose it is. It is a person's when one of <see cref="Deciding"/> is: where it names a client, that
/// client decides, because phones go from hand to hand and conversations may have several clients.
/// </summary>
internal sealed class PersonKeys
{
    private readonly HashSet<PersonKey> _all = [];
    private readonly HashSet<PersonKey> _shared = [];
    private readonly HashSet<string> _recipients = [];
    private PersonKey? _group;
    private string? _onlyRecipient;

    private PersonKeys()
    {
    }

    /// <summary>Everything that is told.</summary>
    public IReadOnlyCollection<PersonKey> All => _all;

    /// <summary>Those at each of whom it tells something of a message: who read it, who reacted.</summary>
    public IReadOnlyCollection<string> Recipients => _recipients;

    /// <summary>
    /// What says whose it is: the group of which it tells what happened there, whoever is named beside it; else the clients that it names, else the
    /// only one at whom it tells of a message, else all that it names.
    /// </summary>
    public IEnumerable<PersonKey> Deciding => _group is { } group ? [group] : Clients.Any() ? Clients : _onlyRecipient is { } only ? KeysOfMember(only) : _all;

    /// <summary>The clients that it names, else the phones; none where it names neither.</summary>
    public IEnumerable<PersonKey> Subject => Clients.Any() ? Clients : Of(PersonKeyKind.Phone);

    private IEnumerable<PersonKey> Clients => Of(PersonKeyKind.Client);

    /// <summary>
    /// Whether several persons may share it, whoever tells of it: a group, or a message of which it is told what became of it at somebody.
    /// </summary>
    public bool IsShared(PersonKey key) => _shared.Contains(key);

    /// <summary>What stands for a member of a group, or whoever else is a key of a map.</summary>
    public static IEnumerable<PersonKey> KeysOfMember(string id) =>
        PhoneDigits.Of(id) is { } digits && !id.Contains('@', StringComparison.Ordinal) ? [PersonKey.Client(id), PersonKey.Phone(digits)] : [PersonKey.Client(id)];

    /// <summary>What a delivery tells.</summary>
    public static PersonKeys Of(Translation translation)
    {
        var keys = new PersonKeys();
        foreach (var change in translation.Changes)
        {
            if (KeyOf(change) is { } key)
            {
                keys._all.Add(key);
            }

            keys.Add(change);
        }

        keys._onlyRecipient = keys._recipients.Count == 1 ? keys._recipients.Single() : null;
        if (translation.Referral is { } referral)
        {
            keys.Add(referral.Fields);
        }

        if (translation.History is { ConversationId: var happenedIn })
        {
            keys.Add(PersonKeyKind.Conversation, happenedIn);
            keys._group = keys.IsShared(PersonKey.Conversation(happenedIn)) ? PersonKey.Conversation(happenedIn) : null;
        }

        keys.Add(PersonKeyKind.FlowToken, translation.Exchange?.FlowToken);
        keys.Add(PersonKeyKind.Client, translation.Exchange?.Client?.Id);
        keys.Add(PersonKeyKind.Conversation, translation.Exchange?.Conversation?.Id);
        return keys;
    }

    /// <summary>What a row of any table but the archive's tells; of some its key tells more.</summary>
    public static PersonKeys Of(string table, TableRow row)
    {
        var keys = new PersonKeys();
        keys.Add(PersonKeyKind.Client, Text(FlowExchangeColumns.ClientId));
        keys.Add(PersonKeyKind.Conversation, Text(FlowExchangeColumns.ConversationId));
        keys.Add(PersonKeyKind.Conversation, Text(MessageFields.PlacedIn.Column));
        keys.Add(PersonKeyKind.Phone, Text(MessageFields.PhoneDigits.Column));
        keys.Add(PersonKeyKind.Message, Text(Timeline.MessageId));
        keys.Add(PersonKeyKind.FlowToken, Text(FlowExchangeColumns.FlowToken));
        if (KindOf(table) is { } kind)
        {
            keys.Add(kind, Text(EntityRow.Id));
        }

        if (table == TableNames.Conversations && Text(ConversationFields.Kind.Column) is { } conversationKind && conversationKind != ConversationFields.ContactKind)
        {
            keys._shared.Add(PersonKey.Conversation(Text(EntityRow.Id)!));
        }

        if (table == TableNames.Messages)
        {
            keys.AddSender(Text(MessageFields.ClientId.Column), Text(MessageFields.SenderId.Column), Text(MessageFields.Direction.Column));
            keys._recipients.UnionWith(MemberFields.OfMessages.SelectMany(field => FieldColumns.ReadMap(row, field).Keys));
        }

        return keys;

        string? Text(string column) => ColumnParts.GetText(row, column);
    }

    /// <summary>The key of the entity that a change is about.</summary>
    public static PersonKey? KeyOf(EntityChange change) => KeyOf(change.Kind, change.Id);

    /// <summary>The key of an entity; null for what is never a person's: the business's own channels and labels.</summary>
    public static PersonKey? KeyOf(EntityKind kind, string id) => KindOf(EntityTable.Of(kind).Name) is { } personal ? new(personal, id) : null;

    private IEnumerable<PersonKey> Of(PersonKeyKind kind) => _all.Where(key => key.Kind == kind);

    private static PersonKeyKind? KindOf(string table) => table switch
    {
        TableNames.Clients => PersonKeyKind.Client,
        TableNames.Conversations => PersonKeyKind.Conversation,
        TableNames.Messages => PersonKeyKind.Message,
        TableNames.FlowResponses => PersonKeyKind.FlowToken,
        TableNames.Calls => PersonKeyKind.Call,
        _ => null,
    };

    private void Add(EntityChange change)
    {
        Add(change.Fields);
        if (change.Kind == EntityKind.Conversation && change.Fields.TryGetText(ConversationFields.Kind, out var kind) && kind != ConversationFields.ContactKind)
        {
            _shared.Add(PersonKey.Conversation(change.Id));
        }

        if (change.Kind != EntityKind.Message)
        {
            return;
        }

        AddSender(Text(MessageFields.ClientId), Text(MessageFields.SenderId), Text(MessageFields.Direction));
        foreach (var (_, member, _) in change.Fields.Where(set => MemberFields.OfMessages.Contains(set.Field) && set.Key is not null))
        {
            _recipients.Add(member!);
            _shared.Add(PersonKey.Message(change.Id));
        }

        string? Text(Field field) => change.Fields.TryGetText(field, out var text) ? text : null;
    }

    /// <summary>Whose a message is where several write; what the business wrote is nobody's.</summary>
    private void AddSender(string? client, string? sender, string? direction)
    {
        if (client is null && direction != MessageFields.Outgoing)
        {
            Add(PersonKeyKind.Client, sender);
        }
    }

    /// <summary>Fields that mean the same have one column name, whatever they are about.</summary>
    private void Add(FieldSet fields)
    {
        foreach (var (field, key, value) in fields)
        {
            if (key is null && value.Value is string text && KindOfColumn(field.Column) is { } kind)
            {
                Add(kind, text);
            }
        }
    }

    private static PersonKeyKind? KindOfColumn(string column) => column switch
    {
        nameof(ConversationFields.ClientId) => PersonKeyKind.Client,
        nameof(ConversationFields.PhoneDigits) => PersonKeyKind.Phone,
        nameof(MessageFields.ConversationId) or nameof(MessageFields.PlacedIn) => PersonKeyKind.Conversation,
        nameof(FlowResponseFields.MessageId) => PersonKeyKind.Message,
        _ => null,
    };

    private void Add(PersonKeyKind kind, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _all.Add(new(kind, value));
        }
    }
}
