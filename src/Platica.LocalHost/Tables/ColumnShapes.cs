namespace Platica.LocalHost.Tables;

/// <summary>The lists of column names in use, each kept once however many rows have it. Safe for many threads.</summary>
internal sealed class ColumnShapes : IEqualityComparer<string[]>, IAlternateEqualityComparer<IReadOnlyDictionary<string, object>, string[]>
{
    private readonly Lock _lock = new();
    private readonly HashSet<string[]>.AlternateLookup<IReadOnlyDictionary<string, object>> _shapes;

    public ColumnShapes() => _shapes = new HashSet<string[]>(this).GetAlternateLookup<IReadOnlyDictionary<string, object>>();

    /// <summary>The one array of the names of these columns.</summary>
    public string[] Share(IReadOnlyDictionary<string, object> columns)
    {
        lock (_lock)
        {
            if (!_shapes.TryGetValue(columns, out var names))
            {
                _shapes.Set.Add(names = Create(columns));
            }

            return names;
        }
    }

    /// <inheritdoc/>
    public bool Equals(string[]? x, string[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public bool Equals(IReadOnlyDictionary<string, object> alternate, string[] other)
    {
        if (alternate.Count != other.Length)
        {
            return false;
        }

        var place = 0;
        foreach (var (name, _) in alternate)
        {
            if (name != other[place++])
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public int GetHashCode(string[] obj)
    {
        var hash = new HashCode();
        foreach (var name in obj)
        {
            Add(ref hash, name);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int GetHashCode(IReadOnlyDictionary<string, object> alternate)
    {
        var hash = new HashCode();
        foreach (var (name, _) in alternate)
        {
            Add(ref hash, name);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public string[] Create(IReadOnlyDictionary<string, object> alternate) => [.. alternate.Keys];

    private static void Add(ref HashCode hash, string name)
    {
        hash.Add(name.Length);
        hash.Add(name.Length > 0 ? name[^1] : 0);
    }
}
