using System.Text;

namespace Platica.Webhooks.Json;

/// <summary>Finds names that are known as they stand in JSON, so that not every member of every body makes a string of its name.</summary>
internal sealed class KnownNames
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;
    private readonly int _longest;

    public KnownNames(IReadOnlyCollection<string> names)
    {
        _names = names.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = names.Max(name => name.Length);
    }

    /// <summary>The name; null when it is none of the known, or written with escapes.</summary>
    public string? Find(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[_longest];
        return Encoding.UTF8.TryGetChars(utf8, text, out var length) && _names.TryGetValue(text[..length], out var name) ? name : null;
    }
}
