using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// A person as the tables tell: clients and phones. What else is theirs is too much to be found beforehand: of a conversation, a message or a way
/// through a Flow its row tells. For one thread at a time.
/// </summary>
internal sealed class FoundPerson : IPersonKeySet
{
    private readonly ITableStore _store;
    private readonly string _workspace;
    private readonly DateTimeOffset _until;
    private readonly HashSet<PersonKey> _keys;
    private readonly Dictionary<PersonKey, bool> _answers = [];
    private readonly KeyOwnership _ownership;

    /// <summary>A person of whom something is known.</summary>
    /// <param name="store">The tables.</param>
    /// <param name="workspace">Where.</param>
    /// <param name="until">Up to when what is told counts.</param>
    /// <param name="keys">The clients and phones that are known already.</param>
    public FoundPerson(ITableStore store, string workspace, DateTimeOffset until, IEnumerable<PersonKey> keys)
    {
        (_store, _workspace, _until, _keys) = (store, workspace, until, [.. keys]);
        _ownership = new(store, workspace, this);
    }

    /// <summary>Their clients and phones.</summary>
    public IReadOnlyCollection<PersonKey> Keys => _keys;

    /// <summary>Adds a client or a phone; false when it is there already.</summary>
    public bool Add(PersonKey key)
    {
        _answers.Clear();
        return _keys.Add(key);
    }

    /// <summary>Whether a client or a phone is theirs.</summary>
    public bool Has(PersonKey key) => _keys.Contains(key);

    /// <summary>Whether a conversation names them; others may share it.</summary>
    public bool IsIn(TableRow conversation) => PersonKeys.Of(TableNames.Conversations, conversation).Subject.Any(Has);

    /// <summary>Whether a row of any table but the archive's is theirs.</summary>
    public async Task<bool> HoldsAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        await this.FindAnyAsync(PersonKeys.Of(table, row).Deciding, cancellationToken).ConfigureAwait(false) is not null;

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> FindAsync(PersonKey key, CancellationToken cancellationToken)
    {
        if (key.Kind <= PersonKeyKind.Phone)
        {
            return Has(key) ? _until : null;
        }

        if (!_answers.TryGetValue(key, out var isTheirs))
        {
            // Its row names it, too, and must not wait for itself.
            _answers[key] = false;
            _answers[key] = isTheirs = await IsTheirsAsync(key, cancellationToken).ConfigureAwait(false);
        }

        return isTheirs ? _until : null;
    }

    private async Task<bool> IsTheirsAsync(PersonKey key, CancellationToken cancellationToken)
    {
        var table = key.Kind switch
        {
            PersonKeyKind.Conversation => EntityTable.Conversations,
            PersonKeyKind.Message => EntityTable.Messages,
            PersonKeyKind.Call => EntityTable.Calls,
            _ => EntityTable.FlowResponses,
        };
        var (partitionKey, rowKey) = table.KeyOf(_workspace, key.Value);
        return await _store.GetAsync(table.Name, partitionKey, rowKey, cancellationToken).ConfigureAwait(false) is { } row
            && await (key.Kind == PersonKeyKind.Conversation
                ? IsOwnConversationAsync(key, row, cancellationToken)
                : HoldsAsync(table.Name, row, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<bool> IsOwnConversationAsync(PersonKey key, TableRow row, CancellationToken cancellationToken) =>
        IsIn(row) && await _ownership.IsOwnAsync(key, cancellationToken).ConfigureAwait(false);
}
