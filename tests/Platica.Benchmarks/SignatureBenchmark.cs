using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Platica.Benchmarks;

/// <summary>What HMAC-SHA256 alone costs over a body: the floor that every signed delivery pays.</summary>
[MemoryDiagnoser]
public class SignatureBenchmark
{
    private readonly byte[] _hash = new byte[HMACSHA256.HashSizeInBytes];
    private byte[] _secret = [];
    private byte[] _body = [];

    /// <summary>Length of the body in bytes.</summary>
    [Params(1024, 16 * 1024, 256 * 1024)]
    public int BodyBytes { get; set; }

    /// <summary>The same secret and body in every run.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _secret = new byte[32];
        _body = new byte[BodyBytes];
        random.NextBytes(_secret);
        random.NextBytes(_body);
    }

    /// <summary>One hash into a buffer that is kept, as the receiver does it.</summary>
    [Benchmark(Baseline = true)]
    public int HmacSha256() => HMACSHA256.HashData(_secret, _body, _hash);
}
