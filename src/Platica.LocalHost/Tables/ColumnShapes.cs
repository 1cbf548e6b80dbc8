namespace Platica.LocalHost.Tables;

/// <summary>The lists of column names in use, each kept once however many rows have it. Safe for many threads.</summary>
internal sealed class ColumnShapes
{
    private readonly Lock _lock = new();

    /// <summary>Found by a row's columns themselves: nearly every row is of a shape that is there already, and needs no list of its own.</summary>
    private readonly HashSet<string[]>.AlternateLookup<IReadOnlyDictionary<string, object>> _shapes =
        new HashSet<string[]>(new ColumnNamesComparer()).GetAlternateLookup<IReadOnlyDictionary<string, object>>();

    /// <summary>The one array of the names of these columns.</summary>
    public string[] Share(IReadOnlyDictionary<string, object> columns)
    {
        lock (_lock)
        {
            if (!_shapes.TryGetValue(columns, out var names))
            {
                _shapes.Set.Add(names = [.. columns.Keys]);
            }

            return names;
        }
    }
}
