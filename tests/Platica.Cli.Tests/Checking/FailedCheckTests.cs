using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Checking;

/// <summary>What each step says when it finds something wrong, and that the exit code tells it.</summary>
public sealed class FailedCheckTests
{
    [Theory]
    [InlineData("""{"status":"unhealthy","providers":{"platica":"no secret set"},"queue":"reachable","store":"reachable"}""",
        "unhealthy; platica: no secret set", "Platica__Secret")]
    [InlineData("""{"status":"unhealthy","providers":{"platica":"configured"},"queue":"The broker is away.","store":"reachable"}""",
        "unhealthy; queue: The broker is away.", "reachable from the receiver")]
    [InlineData("""{"status":"unhealthy","providers":{"platica":"configured"},"queue":"reachable","store":"Throttled."}""",
        "unhealthy; store: Throttled.", "docs/operations.md")]
    public async Task Health_503_tells_which_part_and_what_to_do(string report, string says, string advice)
    {
        var receiver = new StubReceiver { Health = () => NetworkDouble.Response(HttpStatusCode.ServiceUnavailable, report) };

        await AssertFailsAsync(receiver, line: 1, $"✗ health    503     10.0 ms  {says}", advice);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>Hello</html>", "not what Platica.Functions answers", "/api/webhooks/platica")]
    [InlineData(HttpStatusCode.NotFound, "", "nothing of Platica.Functions here", "/api/webhooks/platica")]
    [InlineData(HttpStatusCode.Forbidden, "", "refused by something before the receiver", "access restrictions")]
    [InlineData(HttpStatusCode.BadGateway, "<html>", "Bad Gateway, not in the receiver's own words", "look at its log")]
    public async Task Health_that_is_not_the_receivers_fails(HttpStatusCode status, string body, string says, string advice)
    {
        var receiver = new StubReceiver { Health = () => NetworkDouble.Response(status, body) };

        await AssertFailsAsync(receiver, line: 1, $"✗ health    {(int)status}     10.0 ms  {says}", advice);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Accepted)]
    public async Task Unsigned_that_is_taken_is_said_loudly_and_proves_no_secret(HttpStatusCode status)
    {
        var receiver = new StubReceiver { Unsigned = () => NetworkDouble.Response(status, StubReceiver.Acknowledgement) };

        var lines = await AssertFailsAsync(
            receiver, line: 2, $"✗ unsigned  {(int)status}     10.0 ms  ANYONE CAN POST HERE: deliveries without a signature are taken", "AllowUnsigned");

        Assert.EndsWith("answered, but without comparing any secret", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsigned_503_says_that_there_is_no_secret_there()
    {
        var receiver = new StubReceiver
        {
            Unsigned = () => NetworkDouble.Response(HttpStatusCode.ServiceUnavailable, """{"status":503,"detail":"This receiver has no secret."}"""),
        };

        await AssertFailsAsync(receiver, line: 2, "✗ unsigned  503     10.0 ms  This receiver has no secret.", "Platica__Secret");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Log in</html>")]
    [InlineData("""{"status":"unauthorized"}""")]
    [InlineData("""{"status":1}""")]
    public async Task Unsigned_401_of_a_login_before_the_receiver_is_no_success(string body)
    {
        var receiver = new StubReceiver { Unsigned = () => NetworkDouble.Response(HttpStatusCode.Unauthorized, body) };

        await AssertFailsAsync(receiver, line: 2, "✗ unsigned  401     10.0 ms  refused by something before the receiver", "without a login");
    }

    [Fact]
    public async Task Signed_401_says_that_the_secrets_differ_and_times_nothing()
    {
        var receiver = new StubReceiver { Secret = "theirs" };

        var lines = await AssertFailsAsync(receiver, line: 3, "✗ signed    401     10.0 ms  refused: its secret is not the one from ", "--secret-file");

        Assert.Equal("– in time                    not checked: there is no answer to time", lines[^2]);
        Assert.Equal("1 of 4 failed.", lines[^1]);
    }

    [Fact]
    public async Task Signed_that_is_answered_with_something_else_fails()
    {
        var receiver = new StubReceiver { Signed = _ => NetworkDouble.Response(HttpStatusCode.OK, "thank you") };

        await AssertFailsAsync(receiver, line: 3, "✗ signed    200     50.0 ms  not what Platica.Functions answers", "/api/webhooks/platica");
    }

    [Theory]
    [InlineData(0, "first 700.1 ms; 20 more: p50 50.0, p95 50.0, max 50.0 ms; 1 of 21 OVER 700 ms")]
    [InlineData(7, "first 50.0 ms; 20 more: p50 50.0, p95 50.0, max 700.1 ms; 1 of 21 OVER 700 ms")]
    public async Task A_single_late_answer_fails_with_advice(int late, string says)
    {
        var receiver = new StubReceiver { Milliseconds = number => number == late ? 700.1 : 50 };

        await AssertFailsAsync(receiver, line: 4, $"✗ in time                    {says}", "always-ready instances");
    }

    [Fact]
    public async Task An_answer_of_exactly_700_ms_is_in_time()
    {
        using var run = new StubReceiver { Milliseconds = _ => 700 }.Run();

        Assert.Equal(0, await run.RunAsync("check", "https://example.com"));
    }

    [Fact]
    public async Task Checks_that_are_refused_on_the_way_are_counted_by_status()
    {
        var receiver = new StubReceiver
        {
            Signed = number => number switch
            {
                3 or 5 => NetworkDouble.Response(HttpStatusCode.TooManyRequests),
                9 => NetworkDouble.Response(HttpStatusCode.InternalServerError),
                _ => NetworkDouble.Response(HttpStatusCode.OK, StubReceiver.Acknowledgement),
            },
        };

        await AssertFailsAsync(receiver, line: 4, "✗ in time                    3 of 20 refused: 2 × 429, 1 × 500", "log");
    }

    [Fact]
    public async Task A_redirect_fails_every_step_and_is_explained_once()
    {
        using var run = new CliRun(new NetworkDouble(request =>
        {
            var answer = NetworkDouble.Response(HttpStatusCode.MovedPermanently);
            answer.Headers.Location = new Uri(request.Url.Replace("http://", "https://", StringComparison.Ordinal));
            return answer;
        })).WithSecret();

        Assert.Equal(1, await run.RunAsync("check", "http://example.com"));
        Assert.EndsWith("redirected to https://example.com/api/health", run.Lines[1], StringComparison.Ordinal);
        Assert.Single(run.Lines, line => line.Contains("does not follow redirects", StringComparison.Ordinal));
        Assert.Equal("3 of 4 failed.", run.Lines[^1]);
    }

    [Fact]
    public async Task What_a_receiver_says_cannot_steer_the_terminal()
    {
        var receiver = new StubReceiver
        {
            Unsigned = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { ReasonPhrase = "\u001b[2JGone" },
        };

        await AssertFailsAsync(receiver, line: 2, "✗ unsigned  503     10.0 ms   [2JGone, not in the receiver's own words", "look at its log");
    }

    private static async Task<string[]> AssertFailsAsync(StubReceiver receiver, int line, string found, string advice)
    {
        using var run = receiver.Run();

        Assert.Equal(1, await run.RunAsync("check", "https://example.com"));
        Assert.StartsWith(found, run.Lines[line], StringComparison.Ordinal);
        Assert.StartsWith("  ", run.Lines[line + 1], StringComparison.Ordinal);
        Assert.Contains(advice, run.Lines[line + 1] + run.Lines[line + 2], StringComparison.Ordinal);
        Assert.EndsWith("failed.", run.Lines[^1], StringComparison.Ordinal);
        return run.Lines;
    }
}
