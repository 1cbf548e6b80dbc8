using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class TimelineTests
{
    private const string MessagesRoute = "/api/conversations/conv_1/messages";
    private const string EventsRoute = "/api/conversations/conv_1/events";
    private const string None = """{"items":[],"continuation":null}""";

    private static readonly string Messages = Page(
        null,
        """{"id":"m3","createdAt":"2026-11-21T08:00:00Z","direction":"outgoing","status":"sent","content":"Adiós"}""",
        """
        {"id":"m2","createdAt":"2026-11-20T09:46:06.5Z","direction":"outgoing","status":"read","deleted":true,
         "content":"Con gusto:\nabre el cotizador y elige tu plan, por favor.","contentType":"image","files":[{},{}],"images":[]}
        """,
        """
        {"id":"m1","createdAt":"2026-11-20T09:45:23Z","direction":"incoming","status":"received",
         "content":"Hola\u001b[2J","contentType":"text"}
        """);

    private static readonly string Events = Page(
        null,
        """
        {"id":"e2","event":"conversation.status.updated","timestamp":"2026-11-20T09:50:00Z","source":"agent",
         "changes":{"status":{"before":"active","after":"finished"}}}
        """,
        """{"id":"e1","event":"conversation.created","timestamp":"2026-11-20T09:45:23Z","source":"system"}""");

    [Fact]
    public async Task Timeline_reads_like_a_chat_the_oldest_first_within_the_terminal()
    {
        using var run = new CliRun(NetworkDouble.Serving((MessagesRoute, Messages), (EventsRoute, Events))) { Width = 60 };

        Assert.Equal(0, await run.RunAsync("timeline", "conv_1"));
        Assert.Equal(
            """
            2026-11-20 (UTC)
            09:45:23  ·  conversation.created (system)
            09:45:23  ←  received  Hola [2J
            09:46:06  →  deleted   [image] [files: 2] Con gusto:
                                   abre el cotizador y elige tu plan,
                                   por favor.
            09:50:00  ·  conversation.status.updated – status: active →
                         finished (agent)
            2026-11-21 (UTC)
            08:00:00  →  sent      Adiós

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public async Task Timeline_of_several_people_says_who_wrote_and_who_called()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ($"{MessagesRoute}?provider=whapi", Page(
                null,
                """{"id":"m3","createdAt":"2026-05-10T15:02:00Z","direction":"outgoing","senderId":"5215500000009","content":"Hola a todos"}""",
                """{"id":"m2","createdAt":"2026-05-10T15:01:00Z","direction":"incoming","senderId":"5215500000002","content":"Buenas"}""",
                """{"id":"m1","createdAt":"2026-05-10T15:00:00Z","direction":"incoming","senderId":"5215500000001","senderName":"Luc\u00eda","editedAt":"2026-05-10T15:00:30Z","content":"Hola"}""")),
            ($"{EventsRoute}?provider=whapi", Page(
                null, """{"id":"e1","event":"calls.post","timestamp":"2026-05-10T15:01:30Z","changes":{"call":"call_1","status":"missed"}}"""))));

        Assert.Equal(0, await run.RunAsync("timeline", "conv_1", "--provider", "whapi"));
        Assert.Equal(
            """
            2026-05-10 (UTC)
            15:00:00  ←    Lucía: [edited] Hola
            15:01:00  ←    5215500000002: Buenas
            15:01:30  ·  calls.post – call: call_1; status: missed
            15:02:00  →    Hola a todos

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public async Task Timeline_shows_the_latest_of_both_and_the_command_for_what_is_earlier()
    {
        using var run = new CliRun(NetworkDouble.Serving((MessagesRoute, Messages), (EventsRoute, Events)));

        await run.RunAsync("timeline", "conv_1", "--limit", "3");

        Assert.Equal(["2026-11-20 (UTC)", "09:46:06", "09:50:00", "2026-11-21 (UTC)", "08:00:00"], Beginnings(run.Lines[..^1]));
        Assert.Equal(
            "Earlier: dotnet run --project src/Platica.Cli -- timeline conv_1 --limit 3 --before 2026-11-20T09:46:06.5Z", run.Lines[^1]);
    }

    [Fact]
    public async Task Timeline_says_nothing_of_earlier_ones_when_all_are_shown()
    {
        using var run = new CliRun(NetworkDouble.Serving((MessagesRoute, Messages), (EventsRoute, Events)));

        await run.RunAsync("timeline", "conv_1", "--limit", "5");

        Assert.DoesNotContain("Earlier", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_asks_for_the_times_given_in_UTC()
    {
        const string Between = "?before=2026-11-20T11%3A00%3A00Z&after=2026-11-20T00%3A00%3A00Z";
        using var run = new CliRun(NetworkDouble.Serving(($"{MessagesRoute}{Between}", None), ($"{EventsRoute}{Between}", Events)));

        Assert.Equal(0, await run.RunAsync("timeline", "conv_1", "--before", "2026-11-20T05:00:00-06:00", "--after", "2026-11-20"));
        Assert.Contains("conversation.created", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_reads_on_over_empty_pages()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            (MessagesRoute, Page("2")),
            ($"{MessagesRoute}?continuation=2", Messages),
            (EventsRoute, Page("2")),
            ($"{EventsRoute}?continuation=2", Events)));

        await run.RunAsync("timeline", "conv_1");

        Assert.Contains("Adiós", run.Output, StringComparison.Ordinal);
        Assert.Contains("conversation.created", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_messages_only_asks_for_no_events()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, Messages));

        Assert.Equal(0, await run.RunAsync("timeline", "conv_1", "--messages-only", "--limit", "2", "--workspace", "platica.a"));
        Assert.Equal($"http://localhost:7072{MessagesRoute}?workspace=platica.a&limit=3", run.Sent.Url);
        Assert.Contains("timeline conv_1 --messages-only --limit 2 --before", run.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_json_prints_the_apis_items_line_by_line()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            (MessagesRoute, Page(null, """{"id":"m1",""" + "\n" + """ "createdAt":"2026-11-20T09:45:23+01:00","content":"\ud800"}""")),
            (EventsRoute, Page(null, """{"id":"e1"}"""))));

        Assert.Equal(0, await run.RunAsync("timeline", "conv_1", "--json"));
        Assert.Equal(
            [
                """{"kind":"event","at":"0001-01-01T00:00:00Z","item":{"id":"e1"}}""",
                """{"kind":"message","at":"2026-11-20T08:45:23Z","item":{"id":"m1",  "createdAt":"2026-11-20T09:45:23+01:00","content":"\ud800"}}""",
            ],
            run.Lines);
    }

    [Fact]
    public async Task Timeline_survives_items_of_the_wrong_types()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            (MessagesRoute, Page(null, "7", """{"content":["a"],"files":3,"direction":{}}""")),
            (EventsRoute, Page(null, "null", """{"changes":[1]}"""))));

        Assert.Equal(0, await run.RunAsync("timeline", "conv_1"));
        Assert.Contains("[\"a\"]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_says_when_there_is_nothing()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, None));

        Assert.Equal(0, await run.RunAsync("timeline", "conv_1"));
        Assert.Equal("Nothing was said here, and nothing happened.\n", run.Output);
    }

    [Theory]
    [InlineData("--before")]
    [InlineData("--after")]
    public async Task Timeline_refuses_what_is_no_time(string option)
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("timeline", "conv_1", option, "yesterday"));
        Assert.Contains($"{option} takes a time", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Network.Requests);
    }

    private static string Page(string? continuation, params string[] items) =>
        $$"""{"items":[{{string.Join(',', items)}}],"continuation":{{(continuation is null ? "null" : $"\"{continuation}\"")}}}""";

    private static IEnumerable<string> Beginnings(IEnumerable<string> lines) =>
        lines.Select(line => line.Split("  ")[0]).Where(beginning => beginning.Length > 0);
}
