using System.Security.Cryptography;
using System.Text;

namespace Platica.Webhooks.Signatures;

/// <summary>
/// Secrets that a caller sends as they are, in a header or in the URL, because the provider signs nothing: the current one and, during a rotation, the
/// one before.
/// </summary>
public sealed class SharedSecrets
{
    private readonly byte[][] _hashes;

    /// <summary>Secrets as configured. Null, blank and unresolved Key Vault references count as not set.</summary>
    public SharedSecrets(string? current, string? previous = null)
    {
        string?[] told = [current, previous];
        _hashes = [.. told.Where(SigningSecrets.IsSet).Select(secret => Hash(secret!.Trim()))];
        IsUnresolved = _hashes.Length == 0 && Array.Exists(told, SigningSecrets.IsReference);
    }

    /// <summary>Whether there is any secret.</summary>
    public bool Any => _hashes.Length > 0;

    /// <summary>Whether there is none because a Key Vault reference was not resolved by the host.</summary>
    public bool IsUnresolved { get; }

    /// <summary>Whether a text is one of the secrets. Its time tells nothing: hashes are compared, whole and all of them.</summary>
    public bool Contains(string sent)
    {
        var hash = Hash(sent);
        var found = false;
        foreach (var valid in _hashes)
        {
            found |= CryptographicOperations.FixedTimeEquals(hash, valid);
        }

        return found;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
