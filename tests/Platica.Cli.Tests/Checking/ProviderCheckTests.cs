using System.Net;
using Platica.Cli.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Cli.Tests.Checking;

/// <summary>A receiver that is checked for another provider than Platica.</summary>
public sealed class ProviderCheckTests
{
    private const string NotHere = """{"title":"No such webhook","status":404,"detail":"No provider of this name is configured here."}""";

    [Theory]
    [InlineData("watsi", "signed", "Watsi__Secret")]
    [InlineData("whapi", "secret", "Whapi__Secret")]
    public async Task Check_of_a_provider_without_Flows_compares_the_secret_and_times_nothing(string provider, string step, string variable)
    {
        using var run = Receiver(variable, CliRun.Secret);

        Assert.Equal(0, await run.RunAsync("check", "--provider", provider, "https://example.com"));
        Assert.Equal(
            $"""
             https://example.com/api/webhooks/{provider}
             ✓ health    200      0.0 ms  version 0.1.0+0123456, queue reachable, store reachable, platica configured
             ✓ unsigned  401      0.0 ms  refused, as it must be
             ✓ {step}    200      0.0 ms  answered: it has the same secret as {variable}
             ✓ stored                     nothing: a receiver answers checks and keeps none
             All is well.

             """.ReplaceLineEndings("\n"),
            run.Output);
        var posts = run.Network.Requests.Where(request => request.Method == HttpMethod.Post).ToList();
        Assert.Equal(2, posts.Count);
        Assert.All(posts, post => Assert.True(DeliveryCheck.IsOne(post.Body)));
    }

    [Theory]
    [InlineData("watsi", "Watsi__Secret")]
    [InlineData("whapi", "Whapi__Secret")]
    public async Task Check_says_that_the_secrets_differ(string provider, string variable)
    {
        using var run = Receiver(variable, "another");

        Assert.Equal(1, await run.RunAsync("check", "--provider", provider, "https://example.com"));
        Assert.EndsWith($"refused: its secret is not the one from {variable}", run.Lines[3], StringComparison.Ordinal);
        Assert.Contains(variable, run.Lines[4], StringComparison.Ordinal);
        Assert.Equal("1 of 3 failed.", run.Lines[^1]);
    }

    [Fact]
    public async Task Check_takes_the_secret_from_the_URL_and_never_prints_it()
    {
        using var run = Receiver("Whapi__PathSecret", "another");

        Assert.Equal(1, await run.RunAsync("check", "--provider", "whapi", "https://example.com/api/webhooks/whapi/s3cr3t-in-url"));
        Assert.Equal("https://example.com/api/webhooks/whapi/s3cr3t-in-url", run.Network.Requests[^1].Url);
        Assert.EndsWith("is not the one from the URL", run.Lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_says_that_a_provider_is_switched_off_there()
    {
        using var run = new CliRun(new NetworkDouble(request => request.Method == HttpMethod.Get
            ? NetworkDouble.Response(HttpStatusCode.OK, StubReceiver.Healthy)
            : NetworkDouble.Response(HttpStatusCode.NotFound, NotHere)));

        Assert.Equal(1, await run.RunAsync("check", "--provider", "watsi", "https://example.com", "--secret", "s"));
        Assert.EndsWith("Watsi is switched off there", run.Lines[2], StringComparison.Ordinal);
        Assert.Contains("set Watsi__Secret there", run.Lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_without_a_secret_says_what_it_left_out()
    {
        using var run = Receiver("Platica__Secret", CliRun.Secret);

        Assert.Equal(0, await run.RunAsync("check", "--provider", "watsi", "https://example.com"));
        Assert.EndsWith("not checked: there is no secret of Watsi here", run.Lines[3], StringComparison.Ordinal);
    }

    /// <summary>Takes what carries the secret or its signature, whichever provider's.</summary>
    private static CliRun Receiver(string variable, string secret) => new(new NetworkDouble(request =>
        request.Method == HttpMethod.Get ? NetworkDouble.Response(HttpStatusCode.OK, StubReceiver.Healthy)
        : IsRight(request) ? NetworkDouble.Response(HttpStatusCode.OK, StubReceiver.Acknowledgement)
        : NetworkDouble.Response(HttpStatusCode.Unauthorized, StubReceiver.Refusal)))
    {
        Variables = new Dictionary<string, string> { [variable] = secret },
    };

    private static bool IsRight(SentRequest request) =>
        request.Headers.GetValueOrDefault("X-Webhook-Secret") == CliRun.Secret
        || request.Headers.GetValueOrDefault("X-Watsi-Signature")
            == Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(CliRun.Secret), request.Body));
}
