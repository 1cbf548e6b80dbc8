namespace Platica.LocalHost.Tables;

/// <summary>The lists of column names in use, each kept once however many rows have it. Safe for many threads.</summary>
internal sealed class ColumnShapes : IEqualityComparer<string[]>
{
    private readonly Lock _lock = new();
    private readonly HashSet<string[]> _shapes;

    public ColumnShapes() => _shapes = new HashSet<string[]>(this);

    /// <summary>The one array of these names.</summary>
    public string[] Share(IReadOnlyDictionary<string, object> columns)
    {
        string[] names = [.. columns.Keys];
        lock (_lock)
        {
            if (_shapes.TryGetValue(names, out var shared))
            {
                return shared;
            }

            _shapes.Add(names);
            return names;
        }
    }

    bool IEqualityComparer<string[]>.Equals(string[]? x, string[]? y) => x.AsSpan().SequenceEqual(y);

    int IEqualityComparer<string[]>.GetHashCode(string[] obj)
    {
        var hash = new HashCode();
        foreach (var name in obj)
        {
            hash.Add(name.Length);
            hash.Add(name.Length > 0 ? name[^1] : 0);
        }

        return hash.ToHashCode();
    }
}
