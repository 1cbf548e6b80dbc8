using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platica.Processing.Tables;

/// <summary>
/// Makes keys of ids. An id is escaped reversibly, one character at a time, with <c>!</c> and hexadecimal digits (never <c>%</c>,
/// which proxies decode), so that it survives Table Storage's alphabet and the separator of joined keys. An id whose escaped form is
/// too long becomes its start, <c>!~</c> and the SHA-256 of the whole; rows keep the original in a column.
/// </summary>
public static class TableKey
{
    /// <summary>Stands between the parts of a joined key; never within one.</summary>
    public const char Separator = '|';

    /// <summary>
    /// Keys of ours stay under 512 characters: Azure takes 1,024, but Azurite, on which everybody develops, only half of that.
    /// </summary>
    private const int PartCharacters = 160;

    private const int KeptOfLong = 64;

    /// <summary>What keys must not hold, what has a meaning here, and halves of surrogate pairs, which only stand together.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(char.MinValue, char.MaxValue + 1)
        .Select(code => (char)code)
        .Where(character => !TableLimits.IsKeyCharacter(character) || char.IsSurrogate(character) || character is '!' or Separator or '\uFFFD')]);

    /// <summary>One id as a key, or a part of one.</summary>
    public static string Escape(string id)
    {
        if (id.Length <= PartCharacters && !id.AsSpan().ContainsAny(Special))
        {
            return id;
        }

        var escaped = new StringBuilder(id.Length + 16);
        foreach (var character in id)
        {
            _ = Special.Contains(character)
                ? escaped.Append('!').Append(((int)character).ToString("X4", CultureInfo.InvariantCulture))
                : escaped.Append(character);
        }

        return escaped.Length <= PartCharacters ? escaped.ToString() : Shorten(id, escaped);
    }

    /// <summary>Several ids as one key.</summary>
    public static string Join(string first, string second) => string.Concat(Escape(first), "|", Escape(second));

    /// <summary>A time that sorts the newest first: 19 digits.</summary>
    public static string Descending(DateTimeOffset time) => DescendingTicks(time).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The time of such a key's first 19 characters.</summary>
    public static DateTimeOffset FromDescending(ReadOnlySpan<char> key) =>
        new(DateTime.MaxValue.Ticks - long.Parse(key[..19], NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>The same key, but sorting the oldest first.</summary>
    public static string Ascending(string descending) => string.Concat(
        FromDescending(descending).UtcTicks.ToString("D19", CultureInfo.InvariantCulture), descending.AsSpan(19));

    /// <summary>A key in time, newest first, told apart from others of the same moment by an id.</summary>
    public static string Descending(DateTimeOffset time, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{DescendingTicks(time):D19}|{Escape(id)}");

    private static long DescendingTicks(DateTimeOffset time) => DateTime.MaxValue.Ticks - time.UtcTicks;

    private static string Shorten(string id, StringBuilder escaped)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(id)));
        return $"{escaped.ToString(0, KeptOfLong)}!~{hash}";
    }
}
