using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure;

/// <summary>One erasure as far as one call works on it.</summary>
internal sealed class ErasureWork
{
    /// <summary>Where.</summary>
    public required string Workspace { get; init; }

    /// <summary>What was told up to then goes.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>Whose it is that goes.</summary>
    public required IPersonKeySet Persons { get; init; }

    /// <summary>Where more of theirs is noted when it is found on the way; null in a dry run, which removes nothing.</summary>
    public TombstoneSet? Tombstones { get; init; }

    /// <summary>Whether rows stay until the end that tell which client has which phone.</summary>
    public bool KeepsClients { get; init; } = true;

    /// <summary>What is removed, or would be.</summary>
    public RemovalCounts Counts { get; } = new();

    /// <summary>What is looked for as text in what tells nobody's name in a form that is known here.</summary>
    public PersonText Text { get; init; } = PersonText.None;

    /// <summary>Whether something was found on the way by which what came before must be gone through again.</summary>
    public bool HasLearned { get; set; }

    /// <summary>Whether nothing is removed.</summary>
    public bool IsDryRun => Tombstones is null;

    /// <summary>Notes what else is theirs.</summary>
    public Task NoteAsync(IReadOnlyCollection<PersonKey> keys, DateTimeOffset erasedAt, CancellationToken cancellationToken) =>
        Tombstones is null || keys.Count == 0 ? Task.CompletedTask : Tombstones.AddAsync(keys, erasedAt, cancellationToken);

    /// <summary>Removes a row of an index, unless it is confirmed by what is left of the entity that it points to.</summary>
    public async Task RemoveUnconfirmedAsync(
        ITableStore store, string table, TableRow row, (EntityKind Kind, string Id) entity, EntityState? left, CancellationToken cancellationToken)
    {
        var isConfirmed = left is not null
            && IndexRows.Of(entity.Kind, Workspace, entity.Id, left).Contains(new(table, row.PartitionKey, row.RowKey));
        if (!isConfirmed)
        {
            await RemoveAsync(store, table, row, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a row that is there.</summary>
    public async Task RemoveAsync(ITableStore store, string table, TableRow row, CancellationToken cancellationToken)
    {
        Counts.Add(table);
        if (!IsDryRun)
        {
            await store.DeleteAsync(table, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
        }
    }
}
