using System.Buffers;
using System.Security.Cryptography;

namespace Platica.Webhooks.Signatures;

/// <summary>HMAC-SHA256 over the raw body, written as <c>sha256=</c> and hex digits.</summary>
public static class WebhookSignature
{
    /// <summary>What a signature header starts with.</summary>
    public const string Prefix = "sha256=";

    /// <summary>The header's value for a body: <c>sha256=</c> and 64 lower-case hex digits.</summary>
    public static string Sign(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, hash);
        return Prefix + Convert.ToHexStringLower(hash);
    }

    /// <summary>Checks a header's value in constant time.</summary>
    public static SignatureResult Verify(string? header, ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        if (secret.IsEmpty)
        {
            return SignatureResult.NoSecret;
        }

        if (string.IsNullOrEmpty(header))
        {
            return SignatureResult.Missing;
        }

        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!header.StartsWith(Prefix, StringComparison.Ordinal)
            || header.Length != Prefix.Length + (2 * claimed.Length)
            || Convert.FromHexString(header.AsSpan(Prefix.Length), claimed, out _, out _) != OperationStatus.Done)
        {
            return SignatureResult.Malformed;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, expected);
        return CryptographicOperations.FixedTimeEquals(claimed, expected) ? SignatureResult.Valid : SignatureResult.Mismatch;
    }
}
