using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// What an erased person shared with others: from it is taken what the person's deliveries told, and then the others' deliveries are stored once
/// more, so that what theirs told before shows again. The notes are under the same hashes as the tombstones, and last until that is done. For one
/// thread at a time.
/// </summary>
internal sealed class MendingNotes(ITableStore store, Tombstones tombstones, string workspace)
{
    private readonly string _partition = TableKey.Join(workspace, "mend");
    private readonly RowScan _scan = new(store, TableLimits.PageRows);
    private HashSet<string>? _notes;

    /// <summary>Notes what is to be mended.</summary>
    public async Task AddAsync(PersonKey key, CancellationToken cancellationToken)
    {
        var hash = tombstones.HashOf(key);
        if ((await AllAsync(cancellationToken).ConfigureAwait(false)).Add(hash))
        {
            var row = new TableRow(_partition, hash, new Dictionary<string, object>());
            await store.InsertAsync(TableNames.Erasures, row, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether something is to be mended.</summary>
    public async Task<bool> HasAsync(PersonKey key, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken).ConfigureAwait(false)).Contains(tombstones.HashOf(key));

    /// <summary>Whether anything is to be mended.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) => (await AllAsync(cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>Everything is mended.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in _scan.ReadAsync(TableNames.Erasures, _partition, null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Rows)
            {
                await store.DeleteAsync(TableNames.Erasures, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
            }
        }

        _notes = null;
    }

    /// <summary>They are few, so they are read once.</summary>
    private async Task<HashSet<string>> AllAsync(CancellationToken cancellationToken)
    {
        if (_notes is not null)
        {
            return _notes;
        }

        var notes = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var page in _scan.ReadAsync(TableNames.Erasures, _partition, null, cancellationToken).ConfigureAwait(false))
        {
            notes.UnionWith(page.Rows.Select(row => row.RowKey));
        }

        return _notes = notes;
    }
}
