using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Platica.Benchmarks.Load;

/// <summary>The requests of one connection, one after the other in the same bytes.</summary>
internal sealed class SignedRequest(RequestTemplate template) : IDisposable
{
    private const int People = 1000;

    private readonly byte[] _bytes = [.. template.Bytes];
    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(RequestTemplate.Secret));

    /// <summary>The next request, valid until the one after it.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var number = template.NextNumber();
        Put(number, template.NumberPlaces);
        Put(number % People, template.PersonPlaces);
        if (template.IsSigned)
        {
            Sign();
        }

        return _bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _hmac.Dispose();

    private void Sign()
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _hmac.AppendData(_bytes.AsSpan(_bytes.Length - template.BodyBytes));
        _hmac.GetHashAndReset(hash);
        Convert.TryToHexStringLower(hash, _bytes.AsSpan(template.SignaturePlace), out _);
    }

    private void Put(long number, int[] places)
    {
        foreach (var place in places)
        {
            Utf8Formatter.TryFormat(number, _bytes.AsSpan(place, RequestTemplate.Digits), out _, new('D', RequestTemplate.Digits));
        }
    }
}
