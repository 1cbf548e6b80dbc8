using System.Security.Cryptography;
using System.Text;

namespace Platica.Webhooks.Signatures;

/// <summary>The secrets that are valid now: the current one and, during a rotation, the one before.</summary>
public sealed class SigningSecrets
{
    private readonly HmacKey[] _keys;

    /// <summary>Secrets as configured. Null, blank and unresolved Key Vault references count as not set.</summary>
    public SigningSecrets(string? current, string? previous = null)
    {
        _keys = [.. new[] { current, previous }.Where(IsSet).Select(secret => new HmacKey(Encoding.UTF8.GetBytes(secret!)))];
        IsUnresolved = IsReference(current);
    }

    /// <summary>Whether there is any secret.</summary>
    public bool Any => _keys.Length > 0;

    /// <summary>Whether the current secret is a Key Vault reference that the host did not resolve.</summary>
    public bool IsUnresolved { get; }

    /// <summary>What is wrong with a header value, whatever body it came with; null when it has the form of a signature.</summary>
    public static SignatureResult? CheckForm(string? header, string prefix = WebhookSignature.Prefix) =>
        string.IsNullOrEmpty(header) ? SignatureResult.Missing
        : WebhookSignature.TryParse(header, stackalloc byte[HMACSHA256.HashSizeInBytes], prefix) ? null
        : SignatureResult.Malformed;

    /// <summary>Checks a header value against every valid secret.</summary>
    public SignatureResult Verify(string? header, ReadOnlySpan<byte> body, string prefix = WebhookSignature.Prefix)
    {
        if (_keys.Length == 0)
        {
            return SignatureResult.NoSecret;
        }

        if (string.IsNullOrEmpty(header))
        {
            return SignatureResult.Missing;
        }

        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!WebhookSignature.TryParse(header, sent, prefix))
        {
            return SignatureResult.Malformed;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var key in _keys)
        {
            key.Hash(body, expected);
            if (CryptographicOperations.FixedTimeEquals(sent, expected))
            {
                return SignatureResult.Valid;
            }
        }

        return SignatureResult.Mismatch;
    }

    /// <summary>
    /// App Service hands over a Key Vault reference that it could not resolve as its literal text <c>@Microsoft.KeyVault(…)</c>; as a
    /// key anybody could guess it.
    /// </summary>
    public static bool IsReference(string? secret) => secret?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether a setting holds a secret at all.</summary>
    internal static bool IsSet(string? secret) => !string.IsNullOrWhiteSpace(secret) && !IsReference(secret);
}
