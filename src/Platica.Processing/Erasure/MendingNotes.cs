using System.Globalization;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// What an erased person shared with others: from it is taken what the person's deliveries told, and then the others' deliveries are stored once
/// more, so that what theirs told before shows again. The notes are under the same hashes as the tombstones, and last until that is done. Each run
/// mends what any has noted, and takes only its own notes away: the others may not have taken everything yet. For one thread at a time.
/// </summary>
/// <param name="store">The tables.</param>
/// <param name="tombstones">Makes the hashes.</param>
/// <param name="workspace">Where.</param>
/// <param name="run">Tells the runs' notes apart: a time of each.</param>
/// <param name="isSweep">Whether the notes of earlier runs are its own, too.</param>
internal sealed class MendingNotes(ITableStore store, Tombstones tombstones, string workspace, DateTimeOffset run, bool isSweep = false)
{
    private readonly string _partition = TableKey.Join(workspace, "mend");
    private readonly string _prefix = run.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
    private readonly RowScan _scan = new(store, TableLimits.PageRows);
    private HashSet<string>? _rows;
    private HashSet<string>? _hashes;

    /// <summary>Whether something was noted by this.</summary>
    public bool HasAdded { get; private set; }

    /// <summary>Notes what is to be mended.</summary>
    public async Task AddAsync(PersonKey key, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        var hash = tombstones.HashOf(key);
        if (_rows!.Add(_prefix + hash))
        {
            await store.InsertAsync(TableNames.Erasures, new(_partition, _prefix + hash, new Dictionary<string, object>()), cancellationToken).ConfigureAwait(false);
            _hashes!.Add(hash);
            HasAdded = true;
        }
    }

    /// <summary>Whether something is to be mended.</summary>
    public async Task<bool> HasAsync(PersonKey key, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        return _hashes!.Contains(tombstones.HashOf(key));
    }

    /// <summary>Whether anything is to be mended.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        return _rows!.Count > 0;
    }

    /// <summary>Everything is mended.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in _rows!.Where(IsOwn))
        {
            await store.DeleteAsync(TableNames.Erasures, _partition, row, cancellationToken).ConfigureAwait(false);
        }

        _rows = null;
    }

    private bool IsOwn(string row)
    {
        var order = string.CompareOrdinal(row, 0, _prefix, 0, _prefix.Length);
        return order == 0 || (isSweep && order < 0);
    }

    /// <summary>They are few, so they are read once.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (_rows is not null)
        {
            return;
        }

        var rows = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var page in _scan.ReadAsync(TableNames.Erasures, _partition, null, cancellationToken).ConfigureAwait(false))
        {
            rows.UnionWith(page.Rows.Select(row => row.RowKey));
        }

        (_rows, _hashes) = (rows, [.. rows.Select(row => row[_prefix.Length..])]);
    }
}
