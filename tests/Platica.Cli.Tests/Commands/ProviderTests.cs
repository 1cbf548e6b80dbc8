using System.Net;
using System.Text;
using Platica.Cli.Tests.Infrastructure;
using Platica.Webhooks.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Tests.Commands;

/// <summary>Other providers than Platica: <c>--provider</c>, their secrets and their modes.</summary>
public sealed class ProviderTests
{
    private const string Status =
        """{"statuses":[{"id":"m-1","status":"read"}],"event":{"type":"statuses","event":"post"},"channel_id":"DEMO-A1"}""";

    public static IEnumerable<object[]> Events =>
        SampleCatalog.All.SelectMany(samples => samples.EventNames.Select(name => (object[])[samples.Provider, name]));

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Send_has_a_sample_of_every_event_of_every_provider(string provider, string eventName)
    {
        using var run = Run();

        Assert.Equal(0, await run.RunAsync("send", "--provider", provider, eventName, "--secret", CliRun.Secret));
        Assert.Equal($"http://localhost:7071/api/webhooks/{provider}", run.Sent.Url);
        Assert.Contains($"  {eventName} ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_as_Watsi_signs_with_hex_alone_in_its_own_header()
    {
        using var run = Run(("Watsi__Secret", "theirs"), ("Platica__Secret", "another"));

        Assert.Equal(0, await run.RunAsync("send", "--provider", "watsi", "message.received"));
        Assert.Equal("message.received", run.Sent.Headers["X-Watsi-Event"]);
        Assert.Equal(
            SignatureResult.Valid,
            WebhookSignature.Verify(run.Sent.Headers["X-Watsi-Signature"], run.Sent.Body, "theirs"u8, WebhookSignature.NoPrefix));
    }

    [Fact]
    public async Task Send_all_as_Watsi_tells_its_story()
    {
        using var run = Run();

        Assert.Equal(0, await run.RunAsync("send", "-p", "WATSI", "--all", "--secret", CliRun.Secret));
        Assert.Equal("6 of 6 accepted in 0.00 s", run.Lines[^1]);
    }

    [Theory]
    [InlineData("body", "POST", "/api/webhooks/whapi", true)]
    [InlineData("path", "POST", "/api/webhooks/whapi/messages/post", false)]
    [InlineData("method", "POST", "/api/webhooks/whapi/messages", false)]
    public async Task Send_as_Whapi_names_the_event_where_the_mode_has_it(string mode, string method, string path, bool inBody)
    {
        using var run = Run(("Whapi__Secret", "theirs"));

        Assert.Equal(0, await run.RunAsync("send", "--provider", "whapi", "messages.post", "--mode", mode));
        Assert.Equal((method, $"http://localhost:7071{path}"), (run.Sent.Method.Method, run.Sent.Url));
        Assert.Equal(inBody, run.Sent.BodyText.Contains("\"event\":{", StringComparison.Ordinal));
        Assert.Equal("theirs", run.Sent.Headers["X-Webhook-Secret"]);
    }

    [Theory]
    [InlineData("messages.delete", "DELETE", "messages")]
    [InlineData("channel.patch", "PATCH", "channel")]
    [InlineData("groups.put", "PUT", "groups")]
    public async Task Send_as_Whapi_in_method_mode_has_the_methods_verb_and_a_body(string eventName, string verb, string type)
    {
        using var run = Run(("Whapi__PathSecret", "p4th"));

        Assert.Equal(0, await run.RunAsync("send", "--provider", "whapi", eventName, "--mode", "method"));
        Assert.Equal((verb, $"http://localhost:7071/api/webhooks/whapi/p4th/{type}"), (run.Sent.Method.Method, run.Sent.Url));
        Assert.NotEmpty(run.Sent.Body);
        Assert.DoesNotContain("X-Webhook-Secret", run.Sent.Headers.Keys);
    }

    [Fact]
    public async Task Send_as_Whapi_takes_the_headers_name_and_both_secrets_from_where_the_receiver_has_them()
    {
        using var run = Run(("Whapi__Secret", "h3ader"), ("Whapi__SecretHeader", "X-Hook-Key"), ("Whapi__PathSecret", "p4th"));

        Assert.Equal(0, await run.RunAsync("send", "--provider", "whapi", "statuses.post", "--url", "https://example.com"));
        Assert.Equal("https://example.com/api/webhooks/whapi/p4th", run.Sent.Url);
        Assert.Equal("h3ader", run.Sent.Headers["X-Hook-Key"]);
    }

    [Theory]
    [InlineData("https://example.com", "https://example.com/api/webhooks/whapi")]
    [InlineData("https://example.com/api/webhooks", "https://example.com/api/webhooks/whapi")]
    [InlineData("https://example.com/api/webhooks/whapi/", "https://example.com/api/webhooks/whapi/")]
    [InlineData("https://example.com/api/webhooks/whapi/in-the-url", "https://example.com/api/webhooks/whapi/in-the-url")]
    [InlineData("https://example.com/shop/api/webhooks/whapi/in-the-url?x=1", "https://example.com/shop/api/webhooks/whapi/in-the-url?x=1")]
    [InlineData("https://example.com/hook?x=1", "https://example.com/hook?x=1")]
    public async Task Send_takes_the_address_with_and_without_the_route(string url, string sent)
    {
        using var run = Run();

        Assert.Equal(0, await run.RunAsync("send", "--provider", "whapi", "statuses.post", "--url", url, "--secret", "s"));
        Assert.Equal(sent, run.Sent.Url);
    }

    [Fact]
    public async Task Send_needs_no_other_secret_where_the_URL_holds_one()
    {
        using var run = Run();

        Assert.Equal(0, await run.RunAsync(
            "send", "--provider", "whapi", "statuses.post", "--mode", "path", "--url", "https://example.com/api/webhooks/whapi/in-the-url"));
        Assert.Equal("https://example.com/api/webhooks/whapi/in-the-url/statuses/post", run.Sent.Url);
    }

    [Fact]
    public async Task Send_unsigned_as_Whapi_leaves_both_secrets_out()
    {
        using var run = Run(("Whapi__Secret", "h3ader"), ("Whapi__PathSecret", "p4th"));

        await run.RunAsync("send", "--provider", "whapi", "statuses.post", "--unsigned");

        Assert.Equal("http://localhost:7071/api/webhooks/whapi", run.Sent.Url);
        Assert.DoesNotContain("X-Webhook-Secret", run.Sent.Headers.Keys);
    }

    [Fact]
    public async Task Send_file_as_Whapi_posts_the_bytes_unchanged_and_names_them_by_the_body()
    {
        using var run = Run(("Whapi__Secret", "s"));
        var file = run.Write("body.json", $"{Status}\n");

        Assert.Equal(0, await run.RunAsync("send", "--provider", "whapi", "--file", file));
        Assert.Equal($"{Status}\n", run.Sent.BodyText);
        Assert.Contains("  statuses.post ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("watsi", "Watsi__Secret")]
    [InlineData("whapi", "Whapi__Secret")]
    public async Task Send_says_which_variable_holds_the_secret_while_there_is_none(string provider, string variable)
    {
        using var run = Run().WithSecret();

        Assert.Equal(1, await run.RunAsync("send", "--provider", provider, "--all"));
        Assert.Contains(variable, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Network.Requests);
    }

    [Fact]
    public async Task Send_says_that_a_provider_is_switched_off_there()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.NotFound, """{"title":"No such webhook","status":404,"detail":"No provider."}"""));

        Assert.Equal(1, await run.RunAsync("send", "--provider", "watsi", "message.received", "--secret", "s"));
        Assert.Contains("set Watsi__Secret", run.Lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no provider waha", "send", "--provider", "waha", "--all")]
    [InlineData("Watsi has no Flows", "send", "--provider", "watsi", "flow", "init")]
    [InlineData("Watsi has one way of calling", "send", "--provider", "watsi", "--all", "--mode", "path")]
    [InlineData("one of body, path, method", "send", "--provider", "whapi", "--all", "--mode", "sideways")]
    [InlineData("byte for byte", "send", "--provider", "whapi", "--file", "-", "--mode", "path")]
    [InlineData("Whapi has: add --provider whapi", "send", "messages.post")]
    [InlineData("Whapi signs nothing", "sign", "--provider", "whapi")]
    [InlineData("Whapi signs nothing", "verify", "--provider", "whapi", "--signature", "5f0c")]
    public async Task What_a_provider_has_not_is_said_in_a_sentence(string sentence, params string[] arguments)
    {
        using var run = Run(("Whapi__Secret", "s"), ("Watsi__Secret", "s")).WithSecret();

        Assert.Equal(2, await run.RunAsync(arguments));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Network.Requests);
    }

    [Fact]
    public async Task Sign_and_verify_speak_Watsis_form()
    {
        // printf '{"a":1}\n' | openssl dgst -sha256 -hmac shh-1
        const string Hex = "b797624c7b0b8cab9344979187699e7db6b4627a59428dd4829ec6350b96133a";
        using var signing = new CliRun { Input = Encoding.UTF8.GetBytes("{\"a\":1}\n") };
        using var verifying = new CliRun { Input = Encoding.UTF8.GetBytes("{\"a\":1}\n") };
        using var malformed = new CliRun { Input = Encoding.UTF8.GetBytes("{\"a\":1}\n") };

        Assert.Equal(0, await signing.RunAsync("sign", "--provider", "watsi", "--secret", CliRun.Secret));
        Assert.Equal($"X-Watsi-Signature: {Hex}\n", signing.Output);
        Assert.Equal(0, await verifying.RunAsync("verify", "-p", "watsi", "--secret", CliRun.Secret, "-s", $"x-watsi-signature: {Hex}"));
        Assert.Equal(1, await malformed.RunAsync("verify", "-p", "watsi", "--secret", CliRun.Secret, "-s", $"sha256={Hex}"));
        Assert.Equal("malformed: a signature is 64 hex digits\n", malformed.Output);
    }

    private static CliRun Run(params (string Name, string Value)[] variables) =>
        new(NetworkDouble.Answering(HttpStatusCode.OK)) { Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value) };
}
