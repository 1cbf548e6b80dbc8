using System.Text;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class SignAndVerifyTests
{
    private const string Body = "{\"a\":1}\n";

    // printf '{"a":1}\n' | openssl dgst -sha256 -hmac shh-1
    private const string Signature = "sha256=b797624c7b0b8cab9344979187699e7db6b4627a59428dd4829ec6350b96133a";

    [Fact]
    public async Task Sign_prints_the_header_that_openssl_computes_too()
    {
        using var run = new CliRun().WithSecret();
        var file = run.Write("body.json", Body);

        Assert.Equal(0, await run.RunAsync("sign", "--file", file));
        Assert.Equal($"X-Webhook-Signature: {Signature}\n", run.Output);
    }

    [Fact]
    public async Task Sign_reads_standard_input_by_default()
    {
        using var run = new CliRun { Input = Encoding.UTF8.GetBytes(Body) };

        Assert.Equal(0, await run.RunAsync("sign", "--secret", CliRun.Secret));
        Assert.Equal($"X-Webhook-Signature: {Signature}\n", run.Output);
    }

    [Theory]
    [InlineData(Signature)]
    [InlineData($"X-Webhook-Signature: {Signature}")]
    [InlineData($"x-webhook-signature:{Signature} ")]
    public async Task Verify_accepts_the_value_and_the_whole_header(string signature)
    {
        using var run = new CliRun { Input = Encoding.UTF8.GetBytes(Body) }.WithSecret();

        Assert.Equal(0, await run.RunAsync("verify", "--signature", signature));
        Assert.StartsWith("valid", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Signature, "{\"a\":1}", "mismatch")]
    [InlineData("sha256=1234", Body, "malformed")]
    [InlineData("hello", Body, "malformed")]
    [InlineData("", Body, "missing")]
    public async Task Verify_says_why_a_signature_is_not_valid(string signature, string body, string why)
    {
        using var run = new CliRun { Input = Encoding.UTF8.GetBytes(body) }.WithSecret();

        Assert.Equal(1, await run.RunAsync("verify", "--signature", signature));
        Assert.StartsWith(why, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_refuses_another_secret()
    {
        using var run = new CliRun { Input = Encoding.UTF8.GetBytes(Body) }.WithSecret("another");

        Assert.Equal(1, await run.RunAsync("verify", "--signature", Signature));
        Assert.StartsWith("mismatch", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_needs_a_signature()
    {
        using var run = new CliRun().WithSecret();

        Assert.Equal(2, await run.RunAsync("verify"));
        Assert.Contains("--signature", run.Error, StringComparison.Ordinal);
    }
}
