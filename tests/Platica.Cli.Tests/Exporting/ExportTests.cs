using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Exporting;

public sealed class ExportTests
{
    [Fact]
    public async Task Export_follows_every_continuation_in_pages_of_500()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/clients", """{"items":[{"id":"a","n":1.50},{"id":"b"}],"continuation":"1"}"""),
            ("/api/clients?continuation=1", """{"items":[],"continuation":"2"}"""),
            ("/api/clients?continuation=2", """{"items":[{"id":"c","text":"\ud800"}],"continuation":null}""")));

        Assert.Equal(0, await run.RunAsync("export", "clients"));
        Assert.Equal("{\"id\":\"a\",\"n\":1.50}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"\\ud800\"}\n", run.Exported);
        Assert.All(run.Network.Requests, request => Assert.Contains("limit=500", request.Url, StringComparison.Ordinal));
        Assert.Empty(run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Export_messages_goes_conversation_by_conversation()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/conversations?workspace=platica.a&tag=vip", """{"items":[{"id":"c/1"},{"id":"c2"}],"continuation":null}"""),
            ("/api/conversations/c%2F1/messages?workspace=platica.a&after=2026-11-20", """{"items":[{"id":"m1"}],"continuation":"1"}"""),
            ("/api/conversations/c%2F1/messages?workspace=platica.a&after=2026-11-20&continuation=1", """{"items":[{"id":"m2"}]}"""),
            ("/api/conversations/c2/messages?workspace=platica.a&after=2026-11-20", """{"items":[{"id":"m3"}]}""")));

        Assert.Equal(0, await run.RunAsync("export", "messages", "--workspace", "platica.a", "--tag", "vip", "--after", "2026-11-20"));
        Assert.Equal("{\"id\":\"m1\"}\n{\"id\":\"m2\"}\n{\"id\":\"m3\"}\n", run.Exported);
    }

    [Fact]
    public async Task Export_conversation_events_goes_conversation_by_conversation_too()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/conversations?status=active", """{"items":[{"id":"c1"},{"id":"c2"}],"continuation":null}"""),
            ("/api/conversations/c1/events?event=x", """{"items":[{"id":"e1"}]}"""),
            ("/api/conversations/c2/events?event=x", """{"items":[{"id":"e2"}]}""")));

        Assert.Equal(0, await run.RunAsync("export", "conversation-events", "--status", "active", "--event", "x"));
        Assert.Equal("{\"id\":\"e1\"}\n{\"id\":\"e2\"}\n", run.Exported);
    }

    [Fact]
    public async Task Export_finds_a_conversation_that_moved_to_the_top_meanwhile_and_repeats_none()
    {
        var pages = new Queue<string>(
        [
            """{"items":[{"id":"a"},{"id":"b"}],"continuation":"1"}""",
            """{"items":[{"id":"c"}]}""",
            """{"items":[{"id":"moved"},{"id":"a"},{"id":"b"},{"id":"c"}]}""",
            """{"items":[{"id":"a"},{"id":"moved"},{"id":"b"},{"id":"c"}]}""",
        ]);
        using var run = new CliRun(new NetworkDouble(_ => NetworkDouble.Response(HttpStatusCode.OK, pages.Dequeue())));

        Assert.Equal(0, await run.RunAsync("export", "conversations"));
        Assert.Equal("{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n{\"id\":\"moved\"}\n", run.Exported);
        Assert.Empty(pages);
    }

    [Theory]
    [InlineData("conversations --status active", "/api/conversations?status=active")]
    [InlineData("clients --phone +52155", "/api/clients?phone=%2B52155")]
    [InlineData("referrals --ad ad_1", "/api/referrals?ad=ad_1")]
    [InlineData("flow-exchanges --flow f", "/api/flow-exchanges?flow=f")]
    [InlineData("flow-responses --status COMPLETED", "/api/flow-responses?status=COMPLETED")]
    [InlineData("events --event client.created --bodies", "/api/events?event=client.created&bodies=true")]
    [InlineData("dead-letters --reason x --bodies", "/api/dead-letters?reason=x&bodies=true")]
    public async Task Export_reads_each_table_with_its_filters(string arguments, string asked)
    {
        using var run = new CliRun(NetworkDouble.Serving((asked, """{"items":[{"id":"a"}],"continuation":null}""")));

        Assert.Equal(0, await run.RunAsync([.. $"export {arguments}".Split(' ')]));
        Assert.Equal("{\"id\":\"a\"}\n", run.Exported);
    }

    [Fact]
    public async Task Export_says_what_the_api_says_when_it_needs_a_filter()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.BadRequest, """{"detail":"There are several Flows; add ?flow="}"""));

        Assert.Equal(1, await run.RunAsync("export", "flow-exchanges"));
        Assert.Equal("400 Bad Request: There are several Flows; add ?flow=\nHere that is the option --flow.\n", run.Error);
    }

    [Fact]
    public async Task Export_output_ending_in_csv_is_a_csv_for_its_owner_only()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[{"id":"a"},{"id":"b"}]}"""));
        var path = run.Write("clients.csv", "the export of yesterday");

        Assert.Equal(0, await run.RunAsync("export", "clients", "--output", path));

        Assert.Equal($"2 rows in {path}\n", run.Output);
        Assert.StartsWith("workspace,provider,id,", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Equal(["clients.csv"], FilesOf(run));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task Export_that_fails_in_the_middle_ends_with_1_and_leaves_no_file()
    {
        using var run = new CliRun(new NetworkDouble(request => request.Url.Contains("continuation", StringComparison.Ordinal)
            ? NetworkDouble.Response(HttpStatusCode.ServiceUnavailable, """{"detail":"The store does not answer"}""")
            : NetworkDouble.Response(HttpStatusCode.OK, """{"items":[{"id":"a"}],"continuation":"1"}""")));

        Assert.Equal(1, await run.RunAsync("export", "clients", "--output", Path.Combine(run.Folder, "clients.jsonl")));
        Assert.Equal("503 Service Unavailable: The store does not answer\n", run.Error);
        Assert.Empty(run.Output);
        Assert.Empty(FilesOf(run));
    }

    [Fact]
    public async Task Export_that_fails_leaves_the_file_of_the_export_before()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.ServiceUnavailable));
        var path = run.Write("clients.jsonl", "yesterday");

        Assert.Equal(1, await run.RunAsync("export", "clients", "--output", path));
        Assert.Equal("yesterday", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Export_bears_another_name_until_it_is_whole_and_none_when_interrupted()
    {
        using var ctrlC = new CancellationTokenSource();
        CliRun? running = null;
        string[] during = [];
        using var run = running = new CliRun(new NetworkDouble(_ =>
        {
            during = FilesOf(running!);
            ctrlC.Cancel();
            return NetworkDouble.Response(HttpStatusCode.OK, """{"items":[{"id":"a"}],"continuation":"1"}""");
        }));

        Assert.Equal(130, await run.RunAsync(ctrlC.Token, "export", "clients", "--output", Path.Combine(run.Folder, "clients.jsonl")));
        Assert.Equal(["clients.jsonl.partial"], during);
        Assert.Empty(FilesOf(run));
    }

    [Fact]
    public async Task Export_ends_with_141_when_the_reader_of_its_output_goes_away()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[{"id":"a"}]}""")) { OutputBytes = new ClosedPipe(32) };

        Assert.Equal(141, await run.RunAsync("export", "clients"));
        Assert.Contains("not complete", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_ends_with_1_when_its_output_fails_otherwise()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[{"id":"a"}]}""")) { OutputBytes = new ClosedPipe(28) };

        Assert.Equal(1, await run.RunAsync("export", "clients"));
        Assert.Contains("not complete", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_shows_its_progress_to_a_person_and_wipes_it_away()
    {
        CliRun? running = null;
        using var run = running = new CliRun(new NetworkDouble(request =>
        {
            running!.Clock.Advance(TimeSpan.FromSeconds(1));
            var last = request.Url.Contains("continuation", StringComparison.Ordinal);
            return NetworkDouble.Response(HttpStatusCode.OK, $$"""{"items":[{"id":"a"},{"id":"b"}],"continuation":{{(last ? "null" : "\"1\"")}}}""");
        }))
        {
            ErrorIsTerminal = true,
        };

        Assert.Equal(0, await run.RunAsync("export", "clients"));
        Assert.Equal($"\rclients: 1 rows …\rclients: 3 rows …\r{new string(' ', 17)}\r", run.RawError);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("export", "nonsense")]
    [InlineData("export", "clients", "--format", "xml")]
    [InlineData("export", "clients", "--bodies")]
    [InlineData("export", "clients", "--excel", "--format", "jsonl")]
    [InlineData("export", "clients", "--output", "/")]
    [InlineData("export", "clients", "--output", "/dev/null")]
    [InlineData("export", "clients", "--output", "/there/is/no/such/folder.csv")]
    public async Task Export_refuses_a_wrong_command_line_before_it_asks_anything(params string[] arguments)
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync(arguments));
        Assert.Empty(run.Network.Requests);
    }

    private static string[] FilesOf(CliRun run) => [.. Directory.GetFiles(run.Folder).Select(path => Path.GetFileName(path))];

    private sealed class ClosedPipe(int error) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("Not written", error);
    }
}
