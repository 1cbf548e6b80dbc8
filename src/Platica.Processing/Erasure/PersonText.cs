using System.Text;

namespace Platica.Processing.Erasure;

/// <summary>A person's ids and phones as text, to look for in bodies that no reader understands.</summary>
internal sealed class PersonText(IEnumerable<PersonKey> keys)
{
    /// <summary>Shorter texts are in too much that is not theirs.</summary>
    private const int ShortestText = 7;

    private readonly List<byte[]> _texts =
        [.. keys.SelectMany(TextsOf).Where(text => text.Length >= ShortestText).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Nothing to look for.</summary>
    public static PersonText None { get; } = new([]);

    /// <summary>Whether a body holds one of them.</summary>
    public bool IsIn(ReadOnlySpan<byte> body)
    {
        foreach (var text in _texts)
        {
            if (body.IndexOf(text) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Mexican mobiles are written with a 1 after the 52, too.</summary>
    private static IEnumerable<string> TextsOf(PersonKey key) => key.Kind switch
    {
        PersonKeyKind.Client => [key.Value],
        PersonKeyKind.Phone when key.Value.StartsWith("52", StringComparison.Ordinal) => [key.Value, string.Concat("521", key.Value.AsSpan(2))],
        PersonKeyKind.Phone => [key.Value],
        _ => [],
    };
}
