namespace Platica.Processing.Tables;

/// <summary>One row. Immutable; a change is a new row.</summary>
/// <param name="PartitionKey">The partition.</param>
/// <param name="RowKey">The key within the partition.</param>
/// <param name="Columns">
/// Column name → <see cref="string"/>, <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="DateTimeOffset"/> (UTC, from 1601 on) or <see cref="byte"/>[]. A null column is an absent one.
/// </param>
/// <param name="ETag">The stored row's version; null for a row that was not read from a store.</param>
public sealed record TableRow(string PartitionKey, string RowKey, IReadOnlyDictionary<string, object> Columns, string? ETag = null)
{
    /// <summary>A column's text, or null.</summary>
    public string? GetText(string column) => Columns.GetValueOrDefault(column) as string;

    /// <summary>A column's time, or null.</summary>
    public DateTimeOffset? GetTime(string column) => Columns.GetValueOrDefault(column) as DateTimeOffset?;

    /// <summary>A column's count; 0 where it has none.</summary>
    public int GetCount(string column) => Columns.GetValueOrDefault(column) as int? ?? 0;
}
