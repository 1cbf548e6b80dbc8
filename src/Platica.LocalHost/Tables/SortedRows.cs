using Platica.Processing.Tables;

namespace Platica.LocalHost.Tables;

/// <summary>
/// The rows of one partition in the ordinal order of their keys: a sorted list of sorted, bounded chunks. Finding costs two
/// binary searches; keys that come in ascending or descending order, which most do, fill their chunks to the brim.
/// </summary>
internal sealed class SortedRows
{
    private const int ChunkRows = 512;

    private readonly List<List<StoredRow>> _chunks;

    /// <summary>A partition of two rows or more begins with one.</summary>
    public SortedRows(StoredRow first) => _chunks = [[first]];

    /// <summary>The row of that key, or null.</summary>
    public StoredRow? Find(string rowKey)
    {
        var chunk = _chunks[ChunkOf(rowKey)];
        var index = IndexIn(chunk, rowKey);
        return index >= 0 ? chunk[index] : null;
    }

    /// <summary>Puts a row in the place of the one with its key.</summary>
    public void Replace(StoredRow row)
    {
        var chunk = _chunks[ChunkOf(row.RowKey)];
        chunk[IndexIn(chunk, row.RowKey)] = row;
    }

    /// <summary>Adds a row whose key is not there yet.</summary>
    public void Add(StoredRow row)
    {
        var position = ChunkOf(row.RowKey);
        var chunk = _chunks[position];
        var index = ~IndexIn(chunk, row.RowKey);
        if (chunk.Count < ChunkRows)
        {
            chunk.Insert(index, row);
        }
        else if (index == ChunkRows)
        {
            _chunks.Insert(position + 1, [row]);
        }
        else if (index == 0)
        {
            _chunks.Insert(position, [row]);
        }
        else
        {
            Split(position);
            Add(row);
        }
    }

    /// <summary>Whether no row but the one of that key is there.</summary>
    public bool IsOnly(string rowKey) => _chunks is [[var row]] && row.RowKey == rowKey;

    /// <summary>Takes away the row of that key, which is there, but is not the only one.</summary>
    public void Remove(string rowKey)
    {
        var position = ChunkOf(rowKey);
        var chunk = _chunks[position];
        chunk.RemoveAt(IndexIn(chunk, rowKey));
        if (chunk.Count == 0)
        {
            _chunks.RemoveAt(position);
        }
    }

    /// <summary>The rows that a query asks for, in order.</summary>
    public List<StoredRow> Range(TableQuery query)
    {
        var found = new List<StoredRow>();
        var position = query.After is null ? 0 : ChunkOf(query.After);
        var index = query.After is null ? 0 : FirstAfter(_chunks[position], query.After);
        for (; position < _chunks.Count; position++, index = 0)
        {
            for (; index < _chunks[position].Count; index++)
            {
                var row = _chunks[position][index];
                if (found.Count == query.Take || (query.Before is not null && string.CompareOrdinal(row.RowKey, query.Before) >= 0))
                {
                    return found;
                }

                found.Add(row);
            }
        }

        return found;
    }

    private static int FirstAfter(List<StoredRow> chunk, string rowKey)
    {
        var index = IndexIn(chunk, rowKey);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>The place of a key in its chunk, or the complement of where it would stand.</summary>
    private static int IndexIn(List<StoredRow> chunk, string rowKey)
    {
        var (low, high) = (0, chunk.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(chunk[middle].RowKey, rowKey);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    /// <summary>The last chunk that begins at or before a key; the first for a key before all.</summary>
    private int ChunkOf(string rowKey)
    {
        var (low, high) = (1, _chunks.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var isBefore = string.CompareOrdinal(_chunks[middle][0].RowKey, rowKey) <= 0;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle - 1);
        }

        return low - 1;
    }

    private void Split(int position)
    {
        var chunk = _chunks[position];
        _chunks.Insert(position + 1, chunk.GetRange(ChunkRows / 2, ChunkRows / 2));
        chunk.RemoveRange(ChunkRows / 2, ChunkRows / 2);
    }
}
