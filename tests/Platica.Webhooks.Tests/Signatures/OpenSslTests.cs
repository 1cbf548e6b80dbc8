using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Signatures;

/// <summary>Signatures against an implementation that shares nothing with ours.</summary>
public sealed class OpenSslTests
{
    /// <summary>Recorded from: <c>printf '%s' "$body" | openssl dgst -sha256 -hmac "$secret"</c> (OpenSSL 3).</summary>
    [Theory]
    [InlineData("whsec_demo_1", "", "c8882b05529ac24cb7050e4ddabc9912e6b6576d2305db595edbc3e9dc99e440")]
    [InlineData("whsec_demo_1", """{"event":"conversation.created"}""", "9e4d8ad3d04a0150749ca60471b68b2d15607ec120ecfd6bb8c6487cec62d908")]
    [InlineData("clave-ñ-ü", """{"name":"Lucía 😀"}""", "24d5f9ec4ba11c72d8354c308f4f012e0b0720766125f3920a6d251b8655126c")]
    public void Sign_gives_what_OpenSSL_gave(string secret, string body, string expected)
    {
        Assert.Equal($"sha256={expected}", WebhookSignature.Sign(Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetBytes(secret)));
    }

    /// <summary>Asks the installed command, for lengths around SHA-256's blocks and up to the largest body; without the command the vectors above stand.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(8, 55)]
    [InlineData(32, 56)]
    [InlineData(63, 63)]
    [InlineData(64, 64)]
    [InlineData(65, 119)]
    [InlineData(128, 1000)]
    [InlineData(255, 1024 * 1024)]
    public async Task Sign_gives_what_OpenSSL_gives(int secretLength, int bodyLength)
    {
        var random = new Random(secretLength + bodyLength);
        var secret = new byte[secretLength];
        var body = new byte[bodyLength];
        random.NextBytes(secret);
        random.NextBytes(body);

        if (await OpenSslAsync(secret, body) is { } expected)
        {
            Assert.Equal($"sha256={expected}", WebhookSignature.Sign(body, secret));
            Assert.Equal(SignatureResult.Valid, WebhookSignature.Verify($"sha256={expected}", body, secret));
        }
    }

    private static async Task<string?> OpenSslAsync(byte[] secret, byte[] body)
    {
        string[] arguments = ["dgst", "-sha256", "-mac", "HMAC", "-macopt", $"hexkey:{Convert.ToHexString(secret)}"];
        using var process = new Process
        {
            StartInfo = new("openssl", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        await process.StandardInput.BaseStream.WriteAsync(body);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Trim().Split(' ')[^1];
    }
}
