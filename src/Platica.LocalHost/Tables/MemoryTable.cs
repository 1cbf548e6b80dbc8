using System.Runtime.InteropServices;
using Platica.Processing.Tables;

namespace Platica.LocalHost.Tables;

/// <summary>One table. A partition of a single row is that row itself: Messages has one partition for each message.</summary>
internal sealed class MemoryTable
{
    private readonly Lock _lock = new();

    /// <summary>Partition key → <see cref="StoredRow"/> or <see cref="SortedRows"/>.</summary>
    private readonly Dictionary<string, object> _partitions = new(StringComparer.Ordinal);

    /// <summary>The row, or null.</summary>
    public StoredRow? Find(string partitionKey, string rowKey)
    {
        lock (_lock)
        {
            return FindLocked(partitionKey, rowKey);
        }
    }

    /// <summary>The rows that a query asks for, in order.</summary>
    public IReadOnlyList<StoredRow> Range(TableQuery query)
    {
        lock (_lock)
        {
            return _partitions.GetValueOrDefault(query.PartitionKey) switch
            {
                SortedRows rows => rows.Range(query),
                StoredRow only => new SortedRows(only).Range(query),
                _ => [],
            };
        }
    }

    /// <summary>Adds all rows of one partition, or none when a key is taken.</summary>
    public bool TryInsert(string partitionKey, ReadOnlySpan<StoredRow> rows)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                if (FindLocked(partitionKey, row.RowKey) is not null)
                {
                    return false;
                }
            }

            ref var partition = ref CollectionsMarshal.GetValueRefOrAddDefault(_partitions, partitionKey, out _);
            foreach (var row in rows)
            {
                partition = Add(partition, row);
            }

            return true;
        }
    }

    /// <summary>Puts a row in the place of the one with its key, if that one still is of this version.</summary>
    public bool TryReplace(string partitionKey, StoredRow row, long version)
    {
        lock (_lock)
        {
            if (FindLocked(partitionKey, row.RowKey)?.Version != version)
            {
                return false;
            }

            if (_partitions[partitionKey] is SortedRows rows)
            {
                rows.Replace(row);
            }
            else
            {
                _partitions[partitionKey] = row;
            }

            return true;
        }
    }

    /// <summary>Takes a row away; false when it is of another version (null: of any). One that is not there is as good.</summary>
    public bool TryRemove(string partitionKey, string rowKey, long? version)
    {
        lock (_lock)
        {
            if (FindLocked(partitionKey, rowKey) is not { } found)
            {
                return true;
            }

            if (version is not null && found.Version != version)
            {
                return false;
            }

            if (_partitions[partitionKey] is SortedRows rows && !rows.IsOnly(rowKey))
            {
                rows.Remove(rowKey);
            }
            else
            {
                _partitions.Remove(partitionKey);
            }

            return true;
        }
    }

    private static object Add(object? partition, StoredRow row)
    {
        if (partition is null)
        {
            return row;
        }

        var rows = partition as SortedRows ?? new SortedRows((StoredRow)partition);
        rows.Add(row);
        return rows;
    }

    private StoredRow? FindLocked(string partitionKey, string rowKey) => _partitions.GetValueOrDefault(partitionKey) switch
    {
        SortedRows rows => rows.Find(rowKey),
        StoredRow only when only.RowKey == rowKey => only,
        _ => null,
    };
}
