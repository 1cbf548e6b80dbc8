using System.Buffers;
using System.Security.Cryptography;

namespace Platica.Webhooks.Signatures;

/// <summary>
/// The signature of a raw body: its HMAC-SHA256 in hex. Platica puts <c>sha256=</c> before it and sends it in <c>X-Webhook-Signature</c>
/// (docs.platica.mx, "Delivery and Signatures"); others send the hex alone.
/// </summary>
public static class WebhookSignature
{
    /// <summary>What Platica's signatures start with.</summary>
    public const string Prefix = "sha256=";

    /// <summary>What a signature of nothing but hex starts with.</summary>
    public const string NoPrefix = "";

    /// <summary>The header value for a body.</summary>
    public static string Sign(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret, string prefix = Prefix)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, hash);
        return prefix + Convert.ToHexStringLower(hash);
    }

    /// <summary>Checks a header value in constant time.</summary>
    /// <param name="header">The header as it came, or null.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="secret">The secret's bytes; not empty.</param>
    /// <param name="prefix">What the provider's signatures start with.</param>
    public static SignatureResult Verify(string? header, ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret, string prefix = Prefix)
    {
        if (string.IsNullOrEmpty(header))
        {
            return SignatureResult.Missing;
        }

        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!TryParse(header, sent, prefix))
        {
            return SignatureResult.Malformed;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, expected);
        return CryptographicOperations.FixedTimeEquals(sent, expected) ? SignatureResult.Valid : SignatureResult.Mismatch;
    }

    /// <summary>Reads the 32 bytes of a header value; false when it has another form or length.</summary>
    internal static bool TryParse(string header, Span<byte> hash, string prefix) =>
        header.Length == prefix.Length + (2 * HMACSHA256.HashSizeInBytes)
        && header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && Convert.FromHexString(header.AsSpan(prefix.Length), hash, out _, out _) == OperationStatus.Done;
}
