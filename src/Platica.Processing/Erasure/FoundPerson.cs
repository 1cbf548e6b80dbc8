using Platica.Processing.Merging;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>A person as the tables tell: clients, phones, and what is theirs alone.</summary>
/// <param name="store">The tables.</param>
/// <param name="workspace">Where.</param>
/// <param name="until">Up to when what is told counts.</param>
internal sealed class FoundPerson(ITableStore store, string workspace, DateTimeOffset until) : IPersonKeySet
{
    private readonly HashSet<PersonKey> _keys = [];

    /// <summary>All that was found.</summary>
    public IReadOnlyCollection<PersonKey> Keys => _keys;

    /// <summary>Conversations that others share: what the person told in them goes, what the others told stays.</summary>
    public HashSet<PersonKey> Shared { get; } = [];

    /// <summary>Clients that had one of the phones once and have another now: somebody else, or the same person.</summary>
    public HashSet<PersonKey> FormerClients { get; } = [];

    /// <summary>Adds a key; false when it is there already.</summary>
    public bool Add(PersonKey key) => _keys.Add(key);

    /// <summary>Whether a key is among those found.</summary>
    public bool Has(PersonKey key) => _keys.Contains(key);

    /// <inheritdoc/>
    /// <remarks>Messages are too many to be found beforehand: whose one is its row tells.</remarks>
    public async Task<DateTimeOffset?> FindAsync(PersonKey key, CancellationToken cancellationToken)
    {
        if (Has(key))
        {
            return until;
        }

        if (key.Kind != PersonKeyKind.Message)
        {
            return null;
        }

        var (partitionKey, rowKey) = EntityTable.Messages.KeyOf(workspace, key.Value);
        var row = await store.GetAsync(TableNames.Messages, partitionKey, rowKey, cancellationToken).ConfigureAwait(false);
        return row is not null && PersonKeys.Of(TableNames.Messages, row).Deciding.Any(Has) ? until : null;
    }
}
