using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Platica.Processing.Erasure;

/// <summary>Clients and phones in a continuation. Not in UTF-8: an id may hold halves of surrogate pairs.</summary>
internal static class PersonKeyText
{
    private const char Separator = ',';
    private const char Client = 'c';
    private const char Phone = 'p';

    /// <summary>As letters, digits, <c>-</c>, <c>_</c> and commas.</summary>
    public static string Write(IEnumerable<PersonKey> keys) => string.Join(Separator, keys.Select(key =>
        $"{(key.Kind == PersonKeyKind.Client ? Client : Phone)}{Base64Url.EncodeToString(MemoryMarshal.AsBytes(key.Value.AsSpan()))}"));

    /// <summary>Reads them; null when that is not what they are.</summary>
    public static IReadOnlyCollection<PersonKey>? Read(string text)
    {
        var keys = new List<PersonKey>();
        foreach (var part in text.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part[0] is not (Client or Phone) || !Base64Url.IsValid(part.AsSpan(1)))
            {
                return null;
            }

            var value = new string(MemoryMarshal.Cast<byte, char>(Base64Url.DecodeFromChars(part.AsSpan(1))));
            keys.Add(part[0] == Client ? PersonKey.Client(value) : PersonKey.Phone(value));
        }

        return keys;
    }
}
