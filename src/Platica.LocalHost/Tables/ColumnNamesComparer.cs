namespace Platica.LocalHost.Tables;

/// <summary>Compares the names of columns in their order: lists of them, and the columns of rows with lists.</summary>
internal sealed class ColumnNamesComparer : IEqualityComparer<string[]>, IAlternateEqualityComparer<IReadOnlyDictionary<string, object>, string[]>
{
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
