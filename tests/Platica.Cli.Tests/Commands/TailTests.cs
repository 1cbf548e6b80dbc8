using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class TailTests
{
    [Fact]
    public async Task Tail_prints_only_what_is_new_oldest_first_also_below_newer_events()
    {
        var output = await FollowAsync([], Page(null, "b", "a"), Page(null, "d", "b", "c", "a"), Page(null, "d", "b", "c", "a"));

        Assert.Equal(["c", "d"], Ids(output));
    }

    [Fact]
    public async Task Tail_from_start_prints_every_page_oldest_first()
    {
        var output = await FollowAsync(["--from-start"], Page("next", "d", "c"), Page(null, "b", "a"), Page(null, "e", "d", "c"));

        Assert.Equal(["a", "b", "c", "d", "e"], Ids(output));
    }

    [Fact]
    public async Task Tail_reads_on_while_a_page_holds_nothing_but_new_events()
    {
        var output = await FollowAsync([], Page(null), Page("next", "d", "c"), Page("last", "b", "a"), Page(null));

        Assert.Equal(["a", "b", "c", "d"], Ids(output));
    }

    [Fact]
    public async Task Tail_prints_time_event_resource_and_id()
    {
        var output = await FollowAsync([], Page(null), Page(null, "0b6f5c1e-7a10-4a51-9d55-0f0000000001"));

        Assert.Equal("09:12:31  conversation.operation.updated  conv_lucia        0b6f5c1e-7a10-4a51-9d55-0f0000000001\n", output);
    }

    [Fact]
    public async Task Tail_json_prints_the_apis_items_line_by_line()
    {
        var output = await FollowAsync(["--json"], Page(null), Page(null, "a"));

        Assert.Equal(
            """{"id":"a","event":"conversation.operation.updated","timestamp":"2026-11-20T09:12:31Z","resourceId":"conv_lucia"}""" + "\n", output);
    }

    [Fact]
    public async Task Tail_waits_for_a_receiver_that_restarts_and_says_so_once()
    {
        using var run = new CliRun(Script([() => Answer(Page(null)), Refuse, Refuse, () => Answer(Page(null, "a"))], out var played));

        Assert.Equal(0, await FollowAsync(run, played));
        Assert.Equal(["a"], Ids(run.Output));
        Assert.Equal(1, run.Error.Split("Waiting for it").Length - 1);
    }

    [Fact]
    public async Task Tail_fails_when_nothing_listens_at_the_start()
    {
        using var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("tail"));
        Assert.Contains("Start it with", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_asks_for_the_workspace_given()
    {
        using var run = new CliRun(Script([() => Answer(Page(null))], out var played));

        await FollowAsync(run, played, "--workspace", "platica.ws_demo");

        Assert.Equal("http://localhost:7072/api/events?workspace=platica.ws_demo&limit=100", run.Network.Requests[0].Url);
    }

    private static async Task<string> FollowAsync(string[] options, params string[] pages)
    {
        using var run = new CliRun(Script([.. pages.Select(page => (Func<HttpResponseMessage>)(() => Answer(page)))], out var played));
        Assert.Equal(0, await FollowAsync(run, played, options));
        return run.Output;
    }

    // Moves the clock whenever tail waits, until the script is played; then presses Ctrl+C.
    private static async Task<int> FollowAsync(CliRun run, Task played, params string[] options)
    {
        using var ctrlC = new CancellationTokenSource();
        var tail = run.RunAsync(ctrlC.Token, ["tail", .. options]);
        while (!played.IsCompleted || run.Clock.PendingTimers == 0)
        {
            if (run.Clock.PendingTimers > 0)
            {
                run.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Yield();
        }

        await ctrlC.CancelAsync();
        return await tail;
    }

    private static NetworkDouble Script(Func<HttpResponseMessage>[] answers, out Task played)
    {
        var remaining = new Queue<Func<HttpResponseMessage>>(answers);
        var done = new TaskCompletionSource();
        played = done.Task;
        return new(_ =>
        {
            var next = remaining.Count > 0 ? remaining.Dequeue() : () => Answer(Page(null));
            if (remaining.Count == 0)
            {
                done.TrySetResult();
            }

            return next();
        });
    }

    private static HttpResponseMessage Refuse() => throw new HttpRequestException("refused");

    private static HttpResponseMessage Answer(string page) => NetworkDouble.Response(HttpStatusCode.OK, page);

    private static string Page(string? continuation, params string[] ids)
    {
        var items = ids.Select(id =>
            $$"""{"id":"{{id}}","event":"conversation.operation.updated","timestamp":"2026-11-20T09:12:31Z","resourceId":"conv_lucia"}""");
        return $$"""{"items":[{{string.Join(',', items)}}],"continuation":{{(continuation is null ? "null" : $"\"{continuation}\"")}}}""";
    }

    private static IEnumerable<string> Ids(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[^1]);
}
