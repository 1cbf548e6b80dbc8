using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Funnel;

public sealed class FlowStatsTests
{
    private const string Route = "/api/flow-exchanges";

    // The newest first, as the API gives them, on two pages. ana ends; luis goes back and forth and stays at PAYMENT; eva stays at WELCOME; of
    // one without a token the Flow did not open.
    private static readonly (string, string)[] Pages =
    [
        (Route, Page(
            "next",
            Item("x", null, 59, "init", null, """{"data":{"acknowledged":true}}""", "failed", 3),
            Item("e2", "eva", 50, "data_exchange", "WELCOME", """{"screen":"WELCOME","data":{"error_message":"Elige"}}""", "deadline", 450.5),
            Item("e1", "eva", 49, "init", null, """{"screen":"WELCOME","data":{}}""", "answered", 10),
            Item("l4", "luis", 40, "data_exchange", "WELCOME", """{"screen":"PAYMENT","data":{}}""", "answered", 20),
            Item("l3", "luis", 39, "back", "PAYMENT", """{"screen":"WELCOME","data":{}}""", "answered", 20))),
        ($"{Route}?continuation=next", Page(
            null,
            Item("l2", "luis", 38, "data_exchange", "WELCOME", """{"screen":"PAYMENT","data":{}}""", "answered", 20),
            Item("l1", "luis", 37, "init", null, """{"screen":"WELCOME","data":{}}""", "answered", 10),
            Item("a3", "ana", 32, "data_exchange", "PAYMENT", """{"screen":"SUCCESS","data":{}}""", "answered", 30),
            Item("a2", "ana", 31, "data_exchange", "WELCOME", """{"screen":"PAYMENT","data":{}}""", "answered", 20),
            Item("a1", "ana", 30, "init", null, """{"screen":"WELCOME","data":{}}""", "answered", 10))),
    ];

    [Fact]
    public async Task Stats_shows_the_funnel_the_outcomes_and_the_latencies()
    {
        using var run = new CliRun(NetworkDouble.Serving(Pages));

        Assert.Equal(0, await run.RunAsync("flow", "stats"));
        Assert.Equal(
            """
            4 people, 10 exchanges, 2026-11-20 09:00:30 to 2026-11-20 09:00:59 (UTC)

            screen    reached  went on  left  drop-off
            (opened)        4        3     1    25.0 %
            WELCOME         3        2     1    33.3 %
            PAYMENT         2        1     1    50.0 %
            SUCCESS         1

            outcome   exchanges
            answered          8  80.0 %
            deadline          1  10.0 %  fallback
            failed            1  10.0 %  fallback

            answers  p50 20.0, p95 450.5, p99 450.5, max 450.5 ms

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public async Task Stats_as_JSON_is_one_document()
    {
        using var run = new CliRun(NetworkDouble.Serving(Pages));

        Assert.Equal(0, await run.RunAsync("flow", "stats", "--json"));
        Assert.Equal(
            """{"people":4,"exchanges":10,"from":"2026-11-20T09:00:30Z","to":"2026-11-20T09:00:59Z","screens":["""
            + """{"screen":"(opened)","reached":4,"wentOn":3,"left":1,"dropOff":0.25},"""
            + """{"screen":"WELCOME","reached":3,"wentOn":2,"left":1,"dropOff":0.3333},"""
            + """{"screen":"PAYMENT","reached":2,"wentOn":1,"left":1,"dropOff":0.5},"""
            + """{"screen":"SUCCESS","reached":1,"wentOn":0,"left":0,"dropOff":0}],"outcomes":["""
            + """{"outcome":"answered","exchanges":8,"fallback":false},{"outcome":"deadline","exchanges":1,"fallback":true},"""
            + """{"outcome":"failed","exchanges":1,"fallback":true}],"fallbacks":2,"milliseconds":{"p50":20.0,"p95":450.5,"p99":450.5,"max":450.5}}"""
            + "\n",
            run.Output);
    }

    [Fact]
    public async Task The_end_is_the_last_row_however_short_the_way_to_it_is()
    {
        using var run = new CliRun(NetworkDouble.Serving((Route, Page(
            null,
            Item("l2", "luis", 33, "data_exchange", "PAYMENT", """{"screen":"REVIEW","data":{}}""", "answered", 1),
            Item("l1", "luis", 32, "data_exchange", "WELCOME", """{"screen":"PAYMENT","data":{}}""", "answered", 1),
            Item("a1", "ana", 31, "data_exchange", "WELCOME", """{"screen":"SUCCESS","data":{}}""", "answered", 1)))));

        await run.RunAsync("flow", "stats");

        string[] screens = ["(opened)", "WELCOME", "PAYMENT", "REVIEW", "SUCCESS"];
        Assert.Equal(screens, run.Lines.Select(line => line.Split(' ')[0]).Where(screens.Contains));
    }

    [Theory]
    [InlineData("2026-11-20T09:00:45Z")]
    [InlineData("2026-11-20T09:00:49Z")]
    public async Task Stats_since_a_time_reads_no_further_back(string since)
    {
        using var run = new CliRun(NetworkDouble.Serving(Pages));

        Assert.Equal(0, await run.RunAsync("flow", "stats", "--since", since));
        Assert.StartsWith("2 people, 3 exchanges, 2026-11-20 09:00:49 to", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Network.Requests);
    }

    [Fact]
    public async Task Stats_asks_for_the_flow_and_the_workspace_given()
    {
        using var run = new CliRun(NetworkDouble.Serving(($"{Route}?workspace=platica.ws_demo&flow=flow_1", Page(null))));

        Assert.Equal(0, await run.RunAsync("flow", "stats", "--flow", "flow_1", "--workspace", "platica.ws_demo"));
        Assert.StartsWith("No exchanges yet.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_of_nothing_since_then_says_so_and_JSON_is_still_JSON()
    {
        using var run = new CliRun(NetworkDouble.Serving(Pages));
        using var asJson = new CliRun(NetworkDouble.Serving(Pages));

        await run.RunAsync("flow", "stats", "--since", "2027-01-01");
        await asJson.RunAsync("flow", "stats", "--since", "2027-01-01", "--json");

        Assert.Equal("No exchanges since then.\n", run.Output);
        Assert.Equal(
            """{"people":0,"exchanges":0,"from":null,"to":null,"screens":[],"outcomes":[],"fallbacks":0,"milliseconds":null}""" + "\n", asJson.Output);
    }

    private static string Page(string? continuation, params string[] items) =>
        $$"""{"items":[{{string.Join(',', items)}}],"continuation":{{(continuation is null ? "null" : $"\"{continuation}\"")}}}""";

    private static string Item(string id, string? token, int second, string action, string? screen, string answer, string outcome, double milliseconds) =>
        FormattableString.Invariant(
            $$"""{"id":"{{id}}","flowToken":{{Text(token)}},"at":"2026-11-20T09:00:{{second}}Z","action":"{{action}}","screen":{{Text(screen)}},"answer":{{answer}},"outcome":"{{outcome}}","milliseconds":{{milliseconds}}}""");

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";
}
