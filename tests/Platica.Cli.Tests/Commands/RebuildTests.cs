using System.Net;
using System.Text.Json.Nodes;
using Platica.Cli.Output;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class RebuildTests
{
    private const string Count = """{"counts":{"days":4},"continuation":null}""";

    [Fact]
    public async Task Rebuild_runs_all_pages_and_shows_how_far_it_is()
    {
        using var run = Run(Count, """{"counts":{"days":1,"events":300},"continuation":"next"}""", """{"counts":{"days":3,"events":12,"copied":2},"continuation":null}""");

        Assert.Equal(0, await run.RunAsync("rebuild", "--since", "2026-11-20", "--into", "v2", "--workspace", "platica.ws_1"));

        Assert.Equal("4 days, 312 events, 2 copied\n", run.Output);
        Assert.Contains("█████░░░░░░░░░░░░░░░ 25 % of 4 days: 1 days, 300 events", run.RawError, StringComparison.Ordinal);
        Assert.All(run.Network.Requests, request => Assert.Equal((HttpMethod.Post, "http://localhost:7072/api/operations/rebuild"), (request.Method, request.Url)));
        Assert.All(run.Network.Requests, request => Assert.Equal("the-key", request.Headers["x-functions-key"]));
        var bodies = run.Network.Requests.Select(request => JsonNode.Parse(request.Body)!).ToList();
        Assert.Equal([true, false, false], bodies.Select(body => body["count"]?.GetValue<bool>() ?? false));
        Assert.Equal([null, null, "next"], bodies.Select(body => body["continuation"]?.GetValue<string>()));
        Assert.All(bodies, body => Assert.Equal(
            ("platica.ws_1", "2026-11-20T00:00:00Z", "v2"),
            (body["workspace"]!.GetValue<string>(), body["since"]!.GetValue<string>(), body["into"]!.GetValue<string>())));
    }

    [Fact]
    public async Task What_could_not_be_brought_back_is_named_and_makes_it_fail()
    {
        using var run = Run(Count, """
            {"counts":{"days":4,"events":1,"missing":1},"items":[{"workspace":"platica.ws_1","id":"event_1","event":"client.updated","timestamp":"2026-11-20T09:00:00Z","problem":"body-missing"}],"continuation":null}
            """);

        Assert.Equal(1, await run.RunAsync("rebuild"));

        Assert.Contains("body-missing: client.updated event_1 of 2026-11-20T09:00:00Z in platica.ws_1\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("4 days, 1 events, 1 missing\n", run.Output);
    }

    [Fact]
    public async Task What_is_named_stands_on_a_line_of_its_own()
    {
        using var run = Run(Count, """{"counts":{"days":1,"events":3},"continuation":"next"}""", """
            {"counts":{"days":3,"missing":1},"items":[{"workspace":"w","id":"event_1","event":"e","timestamp":"t","problem":"body-missing"}],"continuation":null}
            """);

        await run.RunAsync("rebuild");

        Assert.Contains(" \rbody-missing: e event_1", run.RawError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebuild_that_ends_early_tells_how_to_go_on()
    {
        using var run = Run(Count, """{"counts":{"days":1,"events":3},"continuation":"next"}""", "");

        Assert.Equal(1, await run.RunAsync("rebuild", "--into", "v2"));

        Assert.Contains("-- rebuild --into v2 --continuation next", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "████████████████████ 100 %")]
    [InlineData(0, 3, "░░░░░░░░░░░░░░░░░░░░ 0 %")]
    [InlineData(1, 3, "██████░░░░░░░░░░░░░░ 33 %")]
    [InlineData(5, 3, "████████████████████ 100 %")]
    public void A_bar_is_as_full_as_what_is_done(long done, long total, string expected) => Assert.Equal(expected, ProgressBar.Of(done, total));

    /// <summary>A LocalHost that answers so, one after the other; an empty answer is a refusal.</summary>
    private static CliRun Run(params string[] answers)
    {
        var left = new Queue<string>(answers);
        var run = new CliRun(new NetworkDouble(_ => left.Dequeue() is { Length: > 0 } answer
            ? NetworkDouble.Response(HttpStatusCode.OK, answer)
            : NetworkDouble.Response(HttpStatusCode.BadRequest, """{"detail":"no"}""")))
        {
            ErrorIsTerminal = true,
        };
        run.Write("operations-key", "the-key\n");
        return run;
    }
}
