using System.Text;
using Platica.Webhooks.Models;

namespace Platica.Processing.Erasure;

/// <summary>A person's ids and phones as text, to look for in bodies that no reader understands.</summary>
internal sealed class PersonText(IEnumerable<PersonKey> keys)
{
    /// <summary>Shorter texts are in too much that is not theirs.</summary>
    private const int ShortestText = 7;

    private readonly List<byte[]> _texts =
        [.. keys.SelectMany(TextsOf).Where(text => text.Length >= ShortestText).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether a body holds one of them.</summary>
    public bool IsIn(ReadOnlySpan<byte> body)
    {
        foreach (var text in _texts)
        {
            for (var start = 0; body[start..].IndexOf(text) is var found and >= 0; start += found + 1)
            {
                if (StandsAlone(body, start + found, text.Length))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether it is not a part of a longer id or number.</summary>
    private static bool StandsAlone(ReadOnlySpan<byte> body, int start, int length)
    {
        var before = body[..start];
        var after = body[(start + length)..];
        return (after.IsEmpty || !char.IsAsciiLetterOrDigit((char)after[0]))
            && (before.IsEmpty || !char.IsAsciiLetterOrDigit((char)before[^1]) || EndsWithEscape(before));
    }

    /// <summary>Whether it ends as in <c>\n525…</c> or <c>\u002b525…</c>, where JSON writes what is no letter with letters.</summary>
    private static bool EndsWithEscape(ReadOnlySpan<byte> text) =>
        (text.Length >= 2 && text[^2] == '\\') || (text.Length >= 6 && text[^6..^4].SequenceEqual("\\u"u8));

    private static IEnumerable<string> TextsOf(PersonKey key) => key.Kind switch
    {
        PersonKeyKind.Client => [key.Value],
        PersonKeyKind.Phone => PhoneDigits.SpellingsOf(key.Value),
        _ => [],
    };
}
