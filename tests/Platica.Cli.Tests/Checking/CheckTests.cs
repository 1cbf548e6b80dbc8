using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Checking;

public sealed class CheckTests
{
    private const string Site = "https://example.com";

    [Fact]
    public async Task Check_of_a_receiver_that_is_well_says_so_line_by_line()
    {
        using var run = new StubReceiver { Milliseconds = number => 100 + number }.Run();

        var exitCode = await run.RunAsync("check", Site);

        Assert.Equal(0, exitCode);
        Assert.Equal(
            $"""
             https://example.com/api/webhooks/platica
             ✓ health    200     10.0 ms  version 0.1.0+0123456, queue reachable, store reachable, platica configured
             ✓ unsigned  401     10.0 ms  refused, as it must be
             ✓ signed    200    100.0 ms  answered: it has the same secret as {Path.Combine(run.Folder, "secret")}
             ✓ in time                    first 100.0 ms; 20 more: p50 110.0, p95 119.0, max 120.0 ms; none over 700
               From here, on a new connection each: the network counts. The time of your own handlers comes on top.
             ✓ stored                     nothing: a receiver answers checks and keeps none
             All is well.

             """.ReplaceLineEndings("\n"),
            run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Check_posts_nothing_but_checks_each_with_an_id_and_a_connection_of_its_own()
    {
        using var run = new StubReceiver().Run();

        await run.RunAsync("check", Site);

        var posts = run.Network.Requests.Where(request => request.Method == HttpMethod.Post).ToList();
        Assert.Equal(22, posts.Count);
        Assert.All(posts, post => Assert.Equal("close", post.Headers["Connection"]));
        var bodies = posts.Select(post => JsonElement.Parse(post.BodyText)).ToList();
        Assert.All(bodies, body => Assert.Equal(
            ("platica.check", "flow_response"), (body.GetProperty("event").GetString(), body.GetProperty("resourceType").GetString())));
        Assert.Equal(22, bodies.Select(body => body.GetProperty("id").GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("https://example.com", "https://example.com")]
    [InlineData("https://example.com/", "https://example.com")]
    [InlineData("https://example.com/api", "https://example.com")]
    [InlineData("https://example.com/api/health", "https://example.com")]
    [InlineData("https://example.com/api/webhooks/platica/", "https://example.com")]
    [InlineData("HTTPS://EXAMPLE.COM/API/WEBHOOKS/PLATICA", "https://example.com")]
    [InlineData("example.com", "https://example.com")]
    [InlineData("localhost:7071", "http://localhost:7071")]
    [InlineData("127.0.0.1:8071/api", "http://127.0.0.1:8071")]
    public async Task Check_takes_the_site_or_any_address_of_it(string url, string site)
    {
        using var run = new StubReceiver().Run();

        Assert.Equal(0, await run.RunAsync("check", url));
        Assert.Equal($"{site}/api/health", run.Network.Requests[0].Url);
        Assert.All(run.Network.Requests.Skip(1), request => Assert.Equal($"{site}/api/webhooks/platica", request.Url));
    }

    [Fact]
    public async Task Check_keeps_a_path_before_the_route_and_a_query_but_prints_no_query()
    {
        using var run = NetworkOf(HttpStatusCode.NotFound);

        await run.RunAsync("check", "https://example.com/shop/api/webhooks/platica?code=c0de");

        Assert.Equal(
            ["https://example.com/shop/api/health", "https://example.com/shop/api/webhooks/platica?code=c0de"],
            run.Network.Requests.Select(request => request.Url).Distinct());
        Assert.DoesNotContain("c0de", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_without_an_address_is_of_the_LocalHost_that_runs()
    {
        using var run = new StubReceiver().Run();
        run.Write("localhost.json", """{"receiver":"http://localhost:8071","admin":"http://localhost:8072"}""");

        Assert.Equal(0, await run.RunAsync("check"));
        Assert.All(run.Network.Requests, request => Assert.StartsWith("http://localhost:8071/", request.Url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_without_a_secret_says_what_it_left_out_and_fails_nothing()
    {
        using var run = new StubReceiver().Run(withSecret: false);

        Assert.Equal(0, await run.RunAsync("check", Site));
        Assert.Equal(2, run.Network.Requests.Count);
        Assert.Equal("– signed                     not checked, nor the 700 ms: there is no signing secret here", run.Lines[3]);
        Assert.Contains("--secret-file", run.Lines[4], StringComparison.Ordinal);
        Assert.Equal("What was checked is well.", run.Lines[^1]);
    }

    [Theory]
    [InlineData("--secret")]
    [InlineData("--secret-file")]
    [InlineData("Platica__Secret")]
    public async Task Check_finds_the_secret_and_never_prints_it(string source)
    {
        const string Secret = "s3cr3t-of-theirs";
        var variables = new Dictionary<string, string> { ["Platica__Secret"] = source == "Platica__Secret" ? Secret : "another" };
        using var run = new StubReceiver { Secret = Secret }.Run(variables: variables);
        string[] options = source switch
        {
            "--secret" => [source, Secret],
            "--secret-file" => [source, run.Write("theirs", Secret)],
            _ => [],
        };

        Assert.Equal(0, await run.RunAsync(["check", Site, .. options]));
        Assert.EndsWith($"it has the same secret as {source}", run.Lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_json_is_a_line_per_step()
    {
        using var run = new StubReceiver { Milliseconds = number => number == 0 ? 700.5 : number }.Run();

        Assert.Equal(1, await run.RunAsync("check", Site, "--json", "--secret", CliRun.Secret));
        var steps = run.Lines.Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(
            ["health passed 200", "unsigned passed 401", "signed passed 200", "in time failed null", "stored passed null"],
            steps.Select(step => $"{step.GetProperty("step")} {step.GetProperty("result")} {step.GetProperty("status").GetRawText()}"));
        Assert.Equal(700.5, steps[2].GetProperty("milliseconds").GetDouble());
        Assert.Equal(
            """{"count":21,"late":1,"limit":700,"first":700.5,"p50":10.0,"p95":19.0,"max":20.0}""", steps[3].GetProperty("times").GetRawText());
        Assert.NotEmpty(steps[3].GetProperty("advice").GetString()!);
        Assert.Equal(JsonValueKind.Null, steps[0].GetProperty("advice").ValueKind);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "Nothing listens on https://example.com. Is the address right?")]
    [InlineData(SocketError.HostNotFound, "Cannot reach https://example.com: no such host")]
    public async Task Check_says_in_a_sentence_that_nobody_is_there(SocketError error, string sentence)
    {
        using var run = new CliRun(new NetworkDouble(_ => throw new HttpRequestException("no such host", new SocketException((int)error))));

        Assert.Equal(1, await run.RunAsync("check", Site));
        Assert.Equal(sentence, run.Error.TrimEnd());
    }

    [Fact]
    public async Task Check_says_in_a_sentence_that_no_answer_came()
    {
        using var run = new CliRun(new NetworkDouble(_ => throw new TaskCanceledException()));

        Assert.Equal(1, await run.RunAsync("check", Site));
        Assert.Equal("No answer from https://example.com within 30 seconds.", run.Error.TrimEnd());
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("http://")]
    [InlineData("a b")]
    public async Task Check_ends_with_2_where_the_address_is_none(string url)
    {
        using var run = new StubReceiver().Run();

        Assert.Equal(2, await run.RunAsync("check", url));
        Assert.Empty(run.Network.Requests);
    }

    private static CliRun NetworkOf(HttpStatusCode status) => new CliRun(NetworkDouble.Answering(status)).WithSecret();
}
