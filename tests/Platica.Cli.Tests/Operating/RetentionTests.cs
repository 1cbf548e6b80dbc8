using System.Net;
using System.Text.Json.Nodes;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Operating;

public sealed class RetentionTests
{
    [Fact]
    public async Task Retention_runs_all_pages_and_says_what_was_deleted()
    {
        using var run = Run("""{"counts":{"Events":1200,"Directory":1},"continuation":"next"}""", """{"counts":{"Events":100},"continuation":null}""");

        Assert.Equal(0, await run.RunAsync("retention", "--workspace", "platica.ws_1"));

        Assert.Equal("Deleted:\n          1  Directory\n      1,300  Events\n", run.Output);
        var bodies = run.Network.Requests.Select(request => JsonNode.Parse(request.Body)!).ToList();
        Assert.Equal([null, "next"], bodies.Select(body => body["continuation"]?.GetValue<string>()));
        Assert.All(bodies, body => Assert.Equal((false, "platica.ws_1"), (body["dryRun"]!.GetValue<bool>(), body["workspace"]!.GetValue<string>())));
        Assert.All(run.Network.Requests, request => Assert.Equal("http://localhost:7072/api/operations/retention", request.Url));
        Assert.All(run.Network.Requests, request => Assert.Equal("the-key", request.Headers["x-functions-key"]));
    }

    [Fact]
    public async Task A_dry_run_says_so()
    {
        using var run = Run("""{"counts":{},"continuation":null}""");

        Assert.Equal(0, await run.RunAsync("retention", "--dry-run"));

        Assert.Equal("To be deleted: nothing.\n", run.Output);
        Assert.True(JsonNode.Parse(run.Sent.Body)!["dryRun"]!.GetValue<bool>());
    }

    [Fact]
    public async Task One_that_ends_early_tells_how_to_go_on()
    {
        using var run = Run("""{"counts":{"Events":100},"continuation":"next"}""", "");

        Assert.Equal(1, await run.RunAsync("retention", "--dry-run"));

        Assert.Contains("-- retention --dry-run --continuation next", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A LocalHost that answers so, one after the other; an empty answer is a refusal.</summary>
    private static CliRun Run(params string[] answers)
    {
        var left = new Queue<string>(answers);
        var run = new CliRun(new NetworkDouble(_ => left.Dequeue() is { Length: > 0 } answer
            ? NetworkDouble.Response(HttpStatusCode.OK, answer)
            : NetworkDouble.Response(HttpStatusCode.BadRequest, """{"detail":"no"}""")));
        run.Write("operations-key", "the-key\n");
        return run;
    }
}
