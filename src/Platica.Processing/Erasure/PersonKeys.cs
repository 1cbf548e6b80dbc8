using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Erasure;

/// <summary>
/// What a delivery, or a row, tells of whose it is. It is a person's when one of <see cref="Deciding"/> is: where it names a client, that
/// client decides, because phones go from hand to hand and conversations may have several clients.
/// </summary>
internal sealed class PersonKeys
{
    private readonly HashSet<PersonKey> _all = [];

    private PersonKeys()
    {
    }

    /// <summary>Everything that is told.</summary>
    public IReadOnlyCollection<PersonKey> All => _all;

    /// <summary>What says whose it is: the clients that it names, else all that it names.</summary>
    public IEnumerable<PersonKey> Deciding => Clients.Any() ? Clients : _all;

    /// <summary>The clients that it names, else the phones; none where it names neither.</summary>
    public IEnumerable<PersonKey> Subject => Clients.Any() ? Clients : Of(PersonKeyKind.Phone);

    private IEnumerable<PersonKey> Clients => Of(PersonKeyKind.Client);

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

            keys.Add(change.Fields);
        }

        if (translation.Referral is { } referral)
        {
            keys.Add(referral.Fields);
        }

        keys.Add(PersonKeyKind.Conversation, translation.History?.ConversationId);
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
