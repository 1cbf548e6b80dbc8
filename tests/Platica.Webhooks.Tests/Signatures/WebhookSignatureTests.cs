using System.Text;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Signatures;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_demo_1";
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(Secret);
    private static readonly byte[] Body = """{"id":"evt_1","event":"conversation.created","data":{"name":"Lucía 😀"}}"""u8.ToArray();

    /// <summary>RFC 4231, "Identifiers and Test Vectors for HMAC-SHA-256": cases 1-4, 6 and 7 (case 5 is a truncated hash).</summary>
    public static TheoryData<string, string, string> Rfc4231 => new()
    {
        { Repeat("0b", 20), Hex("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
        { Hex("Jefe"), Hex("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
        { Repeat("aa", 20), Repeat("dd", 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
        { "0102030405060708090a0b0c0d0e0f10111213141516171819", Repeat("cd", 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
        { Repeat("aa", 131), Hex("Test Using Larger Than Block-Size Key - Hash Key First"), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
        {
            Repeat("aa", 131),
            Hex("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        },
    };

    [Theory]
    [MemberData(nameof(Rfc4231))]
    public void Sign_gives_the_published_hashes(string key, string data, string expected)
    {
        var signature = WebhookSignature.Sign(Convert.FromHexString(data), Convert.FromHexString(key));

        Assert.Equal($"sha256={expected}", signature);
    }

    [Fact]
    public void Verify_takes_what_Sign_made()
    {
        Assert.Equal(SignatureResult.Valid, WebhookSignature.Verify(WebhookSignature.Sign(Body, Key), Body, Key));
    }

    [Fact]
    public void Verify_takes_hexadecimal_digits_and_prefix_in_either_case()
    {
        var signature = WebhookSignature.Sign(Body, Key);

        Assert.Equal(SignatureResult.Valid, WebhookSignature.Verify("sha256=" + signature[7..].ToUpperInvariant(), Body, Key));
        Assert.Equal(SignatureResult.Valid, WebhookSignature.Verify(signature.ToUpperInvariant(), Body, Key));
    }

    [Fact]
    public void Verify_refuses_every_one_bit_change_of_the_body()
    {
        var signature = WebhookSignature.Sign(Body, Key);

        for (var bit = 0; bit < Body.Length * 8; bit++)
        {
            var changed = (byte[])Body.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(SignatureResult.Mismatch, WebhookSignature.Verify(signature, changed, Key));
        }
    }

    [Fact]
    public void Verify_refuses_every_one_bit_change_of_the_header_but_of_its_case()
    {
        var signature = WebhookSignature.Sign(Body, Key);

        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            var characters = signature.ToCharArray();
            characters[bit / 8] ^= (char)(1 << (bit % 8));
            var changed = new string(characters);
            var result = WebhookSignature.Verify(changed, Body, Key);
            if (changed.Equals(signature, StringComparison.OrdinalIgnoreCase))
            {
                Assert.Equal(SignatureResult.Valid, result);
            }
            else
            {
                Assert.True(result is SignatureResult.Mismatch or SignatureResult.Malformed, $"Bit {bit}: {result}");
            }
        }
    }

    [Fact]
    public void Verify_refuses_every_one_bit_change_of_the_secret()
    {
        var signature = WebhookSignature.Sign(Body, Key);

        for (var bit = 0; bit < Key.Length * 8; bit++)
        {
            var changed = (byte[])Key.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(SignatureResult.Mismatch, WebhookSignature.Verify(signature, Body, changed));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Verify_tells_that_the_header_is_missing(string? header)
    {
        Assert.Equal(SignatureResult.Missing, WebhookSignature.Verify(header, Body, Key));
    }

    [Fact]
    public void Verify_refuses_headers_of_another_form()
    {
        var signature = WebhookSignature.Sign(Body, Key);
        var hex = signature[7..];
        string[] malformed =
        [
            " ", "sha256", "sha256=", hex, $"sha256:{hex}", $"sha1={hex}", $"sha512={hex}", $"sha256={hex}{hex}", $"sha256=0x{hex[2..]}",
            $" {signature}", $"{signature} ", $"{signature},{signature}", $"sha256={hex[..^1]}g", $"sha256={hex[..^1]}é", $"\"{signature}\"",
            .. Enumerable.Range(1, signature.Length - 1).Select(length => signature[..length]),
            .. Enumerable.Range(1, 70).Select(more => signature + new string('0', more)),
        ];

        Assert.All(malformed, header => Assert.Equal(SignatureResult.Malformed, WebhookSignature.Verify(header, Body, Key)));
    }

    [Fact]
    public void Verify_takes_an_empty_body()
    {
        Assert.Equal(SignatureResult.Valid, WebhookSignature.Verify(WebhookSignature.Sign([], Key), [], Key));
    }

    private static string Repeat(string hex, int times) => string.Concat(Enumerable.Repeat(hex, times));

    private static string Hex(string text) => Convert.ToHexString(Encoding.ASCII.GetBytes(text));
}
