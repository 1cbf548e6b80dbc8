namespace Platica.LocalHost.Tables;

/// <summary>
/// A row as memory holds it: its column names shared with every row of the same shape, its values in one array of bytes.
/// Immutable, so that a reader may use it after the lock is gone.
/// </summary>
/// <param name="rowKey">The key within the partition.</param>
/// <param name="columns">The columns' names.</param>
/// <param name="values">Their values in the same order, see <see cref="RowValues"/>.</param>
/// <param name="version">Different for every write to the store.</param>
internal sealed class StoredRow(string rowKey, string[] columns, byte[] values, long version)
{
    public string RowKey { get; } = rowKey;

    public string[] Columns { get; } = columns;

    public byte[] Values { get; } = values;

    public long Version { get; } = version;
}
