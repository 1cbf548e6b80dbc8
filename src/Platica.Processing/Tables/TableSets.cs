namespace Platica.Processing.Tables;

/// <summary>
/// The sets of tables that a store may hold, told apart by what their names begin with: one is in use, and <c>rebuild</c> fills fresh ones
/// beside it.
/// </summary>
public sealed class TableSets
{
    /// <summary>Table Storage takes names of 63 characters; the longest of ours leaves room for far more.</summary>
    private const int LongestPrefix = 20;

    private readonly ITableStore _store;

    /// <summary>A store in which there is but one set, as one that is rebuilt at every start.</summary>
    public TableSets(ITableStore store) => (_store, InUse) = (store, store);

    /// <summary>A store of several sets.</summary>
    /// <param name="store">All its tables, by their full names.</param>
    /// <param name="prefix">What the names of those in use begin with; empty for nothing.</param>
    public TableSets(ITableStore store, string prefix)
    {
        (_store, Prefix, HasSeveral) = (store, prefix, true);
        InUse = Of(prefix);
    }

    /// <summary>The tables in use.</summary>
    public ITableStore InUse { get; }

    /// <summary>What the names of the tables in use begin with.</summary>
    public string Prefix { get; } = string.Empty;

    /// <summary>Whether there can be others.</summary>
    public bool HasSeveral { get; }

    /// <summary>The full names of the tables in use.</summary>
    public IEnumerable<string> NamesInUse => TableNames.All.Select(table => Prefix + table);

    /// <summary>The tables of a prefix; those of none are the ones that a deployment begins with.</summary>
    public ITableStore Of(string prefix) => prefix.Length == 0 ? _store : new PrefixedTableStore(_store, prefix);

    /// <summary>
    /// Whether names may begin so: letters and digits, a letter first; or nothing. Not so that it makes one table's name of another's:
    /// <c>Conversation</c> would make ConversationEvents of Events.
    /// </summary>
    public static bool IsPrefix(string prefix) => prefix.Length == 0
        || (prefix.Length <= LongestPrefix && prefix.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetter(prefix[0])
            && !TableNames.All.Any(table => TableNames.All.Contains(prefix + table, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Whether two prefixes name the same tables: Table Storage takes names in any letter case.</summary>
    public static bool IsSame(string prefix, string other) => prefix.Equals(other, StringComparison.OrdinalIgnoreCase);
}
