using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// What an erased person shared with others: from it is taken what the person's deliveries told, and then the others' deliveries are stored once
/// more, so that what theirs told before shows again. The notes are under the same hashes as the tombstones, and last until that is done.
/// </summary>
internal sealed class MendingNotes(ITableStore store, Tombstones tombstones, string workspace)
{
    private readonly HashSet<PersonKey> _known = [];
    private readonly string _partition = TableKey.Join(workspace, "mend");
    private readonly RowScan _scan = new(store);

    /// <summary>Notes what is to be mended.</summary>
    public async Task AddAsync(PersonKey key, CancellationToken cancellationToken)
    {
        if (_known.Add(key))
        {
            var row = new TableRow(_partition, tombstones.HashOf(key), new Dictionary<string, object>());
            await store.InsertAsync(TableNames.Erasures, row, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether something is to be mended.</summary>
    public async Task<bool> HasAsync(PersonKey key, CancellationToken cancellationToken) => _known.Contains(key)
        || await store.GetAsync(TableNames.Erasures, _partition, tombstones.HashOf(key), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Whether anything is to be mended.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        (await store.QueryAsync(new(TableNames.Erasures, _partition, 1), cancellationToken).ConfigureAwait(false)).Count > 0;

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

        _known.Clear();
    }
}
