using Platica.Processing.Merging;
using Platica.Processing.Tables;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure;

/// <summary>One erasure as far as one call works on it.</summary>
internal sealed class ErasureWork
{
    private PersonText? _text;

    /// <summary>Where.</summary>
    public required string Workspace { get; init; }

    /// <summary>What was told up to then goes.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>Whose it is that goes.</summary>
    public required TombstoneSet Persons { get; init; }

    /// <summary>Who is to be found first; null where everything goes that is noted already.</summary>
    public FoundPerson? Person { get; init; }

    /// <summary>Until when a sweep was asked for which this one does; null where this is none.</summary>
    public DateTimeOffset? SweptUpTo { get; init; }

    /// <summary>Whether rows stay until the end that tell which client has which phone.</summary>
    public bool KeepsClients { get; init; } = true;

    /// <summary>What is removed.</summary>
    public RemovalCounts Counts { get; } = new();

    /// <summary>What is looked for as text in what tells nobody's name in a form that is known here.</summary>
    public PersonText Text => _text ??= new(Person?.Keys ?? []);

    /// <summary>Whether something was found on the way by which what came before must be gone through again.</summary>
    public bool HasLearned { get; set; }

    /// <summary>Notes what else is theirs.</summary>
    public Task NoteAsync(IReadOnlyCollection<PersonKey> keys, DateTimeOffset erasedAt, CancellationToken cancellationToken) =>
        keys.Count == 0 ? Task.CompletedTask : Persons.AddAsync(keys, erasedAt, cancellationToken);

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
        await store.DeleteAsync(table, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
    }
}
