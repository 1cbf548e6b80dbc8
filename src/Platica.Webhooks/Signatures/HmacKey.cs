using System.Security.Cryptography;

namespace Platica.Webhooks.Signatures;

/// <summary>
/// A key that is hashed with again and again. Setting an HMAC up costs as much as hashing half a kilobyte, so the last one is kept;
/// a second thread that comes at the same moment sets up its own.
/// </summary>
internal sealed class HmacKey(byte[] key)
{
    private IncrementalHash? _idle;

    /// <summary>The HMAC-SHA256 of a body, into 32 bytes.</summary>
    public void Hash(ReadOnlySpan<byte> body, Span<byte> destination)
    {
        var hash = Interlocked.Exchange(ref _idle, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(body);
        hash.GetHashAndReset(destination);
        Interlocked.Exchange(ref _idle, hash)?.Dispose();
    }
}
