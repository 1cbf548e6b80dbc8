using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Platica.Processing.Operations;
using Platica.Processing.Tables;

namespace Platica.Processing.Erasure;

/// <summary>
/// The table Erasures: who was erased, and when. Partition = workspace, row = a keyed hash of a <see cref="PersonKey"/>, so that a delivery of
/// that person can be told from others, and the person cannot be told from the row.
/// </summary>
/// <param name="store">The tables.</param>
/// <param name="changes">The tables, for what must survive a restart.</param>
/// <param name="options">The key.</param>
public sealed class Tombstones(ITableStore store, OperationTables changes, ErasureOptions options)
{
    /// <summary>When the person was erased: what was told up to then is gone, what was told later is new business.</summary>
    public const string ErasedAt = "ErasedAt";

    /// <summary>The row that says that there are others; hashes have another length. While it is not there, nothing else is read.</summary>
    private const string KeyRow = "key";

    private const string Fingerprint = "Fingerprint";

    private readonly byte[]? _key = options.Key is { } key ? Encoding.UTF8.GetBytes(key) : null;

    /// <summary>Whether there is a key at all.</summary>
    internal bool HasKey => _key is not null;

    /// <summary>Whether anybody of a workspace was erased, and whether that can be told from others by the key that is set now.</summary>
    internal async Task<TombstoneState> StateOfAsync(string workspace, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(TableNames.Erasures, TableKey.Escape(workspace), KeyRow, cancellationToken).ConfigureAwait(false);
        return row is null ? TombstoneState.None
            : _key is not null && row.GetText(Fingerprint) == Hash(KeyRow) ? TombstoneState.Some
            : TombstoneState.OtherKey;
    }

    /// <summary>Goes on with the key that is set now, where another is lost: who was erased under that one cannot be told from others any more.</summary>
    internal async Task AcceptKeyAsync(string workspace, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(TableNames.Erasures, TableKey.Escape(workspace), KeyRow, cancellationToken).ConfigureAwait(false) is { } row)
        {
            await changes.Store.ReplaceAsync(TableNames.Erasures, row with { Columns = FingerprintColumns() }, row.ETag!, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>When what a key stands for was erased; null when it was not.</summary>
    internal async Task<DateTimeOffset?> FindAsync(string workspace, PersonKey key, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(TableNames.Erasures, TableKey.Escape(workspace), HashOf(key), cancellationToken).ConfigureAwait(false);
        return row?.GetTime(ErasedAt);
    }

    /// <summary>
    /// Sets tombstones; one that is there already gets the later time. The first is there before any other row of the workspace, and clients come before
    /// phones: a crash may leave only the first ones, and what a client tells whose phone alone is known to be erased would count as another's.
    /// </summary>
    internal async Task WriteAsync(string workspace, IEnumerable<PersonKey> keys, DateTimeOffset erasedAt, CancellationToken cancellationToken)
    {
        var partition = TableKey.Escape(workspace);
        await changes.Store.InsertAsync(TableNames.Erasures, new(partition, KeyRow, FingerprintColumns()), cancellationToken).ConfigureAwait(false);
        foreach (var rows in keys.OrderBy(key => key.Kind).Select(key => new TableRow(partition, HashOf(key), ColumnsOf(erasedAt))).Chunk(TableLimits.TransactionRows))
        {
            if (await changes.Store.InsertAllAsync(TableNames.Erasures, rows, cancellationToken).ConfigureAwait(false) == WriteOutcome.Written)
            {
                continue;
            }

            foreach (var row in rows)
            {
                await WriteAsync(row, erasedAt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(TableRow row, DateTimeOffset erasedAt, CancellationToken cancellationToken)
    {
        while (await changes.Store.InsertAsync(TableNames.Erasures, row, cancellationToken).ConfigureAwait(false) == WriteOutcome.Conflict)
        {
            var stored = await store.GetAsync(TableNames.Erasures, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
            if (stored is null)
            {
                continue;
            }

            if (stored.GetTime(ErasedAt) >= erasedAt
                || await changes.Store.ReplaceAsync(TableNames.Erasures, row, stored.ETag!, cancellationToken).ConfigureAwait(false) == WriteOutcome.Written)
            {
                return;
            }
        }
    }

    private Dictionary<string, object> FingerprintColumns() => new() { [Fingerprint] = Hash(KeyRow) };

    private static Dictionary<string, object> ColumnsOf(DateTimeOffset erasedAt) => new() { [ErasedAt] = erasedAt };

    /// <summary>What stands for a key where nobody shall read it.</summary>
    internal string HashOf(PersonKey key) => Hash(string.Create(CultureInfo.InvariantCulture, $"{key.Kind}\0{key.Value}"));

    /// <summary>Not of UTF-8: halves of surrogate pairs, which an id may hold, would all become the same.</summary>
    private string Hash(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key!, MemoryMarshal.AsBytes(text.AsSpan())));
}

/// <summary>What a delivery of a workspace is to be checked against.</summary>
internal enum TombstoneState
{
    /// <summary>Nobody was erased.</summary>
    None,

    /// <summary>Somebody was erased.</summary>
    Some,

    /// <summary>Somebody was erased under a key that is not set now: nobody can tell who.</summary>
    OtherKey,
}
