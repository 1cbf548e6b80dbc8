using System.Buffers;
using System.Security.Cryptography;

namespace Platica.Webhooks.Signatures;

/// <summary>
/// The signature <c>sha256=</c> + hex HMAC-SHA256 over the raw body, as Platica sends it in <c>X-Webhook-Signature</c>
/// (docs.platica.mx, "Delivery and Signatures").
/// </summary>
public static class WebhookSignature
{
    /// <summary>What a signature starts with.</summary>
    public const string Prefix = "sha256=";

    /// <summary>The header value for a body.</summary>
    public static string Sign(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, hash);
        return Prefix + Convert.ToHexStringLower(hash);
    }

    /// <summary>Checks a header value in constant time.</summary>
    /// <param name="header">The header as it came, or null.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="secret">The secret's bytes; not empty.</param>
    public static SignatureResult Verify(string? header, ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        if (string.IsNullOrEmpty(header))
        {
            return SignatureResult.Missing;
        }

        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!TryParse(header, sent))
        {
            return SignatureResult.Malformed;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, expected);
        return CryptographicOperations.FixedTimeEquals(sent, expected) ? SignatureResult.Valid : SignatureResult.Mismatch;
    }

    /// <summary>Reads the 32 bytes of a header value; false when it has another form or length.</summary>
    internal static bool TryParse(string header, Span<byte> hash) =>
        header.Length == Prefix.Length + (2 * HMACSHA256.HashSizeInBytes)
        && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && Convert.FromHexString(header.AsSpan(Prefix.Length), hash, out _, out _) == OperationStatus.Done;
}
