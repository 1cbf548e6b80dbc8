using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class ShowPagingTests
{
    [Fact]
    public async Task Show_passes_its_options_on_and_prints_the_command_for_the_next_page()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[{"id":"a"}],"continuation":"p&2='x"}"""));

        await run.RunAsync(
            "show", "messages", "~ch.52 1/2?", "--limit", "1", "--continuation", "p=1",
            "--workspace", "platica.ws 1", "--url", "http://localhost:9000");

        Assert.Equal(
            "http://localhost:9000/api/conversations/~ch.52%201%2F2%3F/messages?workspace=platica.ws%201&limit=1&continuation=p%3D1",
            run.Sent.Url);
        Assert.Equal(
            "More: dotnet run --project src/Platica.Cli -- show messages '~ch.52 1/2?' --limit 1 --workspace 'platica.ws 1'"
            + " --url http://localhost:9000 --continuation 'p&2='\\''x'",
            run.Lines[^1]);
    }

    [Fact]
    public async Task Show_reads_on_until_the_limit_is_filled()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/clients", """{"items":[{"id":"a"}],"continuation":"1"}"""),
            ("/api/clients?continuation=1", """{"items":[],"continuation":"2"}"""),
            ("/api/clients?continuation=2", """{"items":[{"id":"b"},{"id":"c"}],"continuation":"3"}""")));

        Assert.Equal(0, await run.RunAsync("show", "clients", "--limit", "3"));
        Assert.Equal(["a", "b", "c"], run.Lines[1..4]);
        Assert.EndsWith("--limit 3 --continuation 3", run.Lines[4], StringComparison.Ordinal);
        Assert.Equal(["limit=3", "limit=2", "limit=2"], run.Network.Requests.Select(request => request.Url.Split('?')[1].Split('&')[0]));
    }

    [Fact]
    public async Task Show_reads_empty_pages_to_the_end_of_the_list()
    {
        using var run = new CliRun(NetworkDouble.Serving(
            ("/api/clients?tag=vip", """{"items":[],"continuation":"1"}"""),
            ("/api/clients?tag=vip&continuation=1", """{"items":[{"id":"last"}],"continuation":null}""")));

        Assert.Equal(0, await run.RunAsync("show", "clients", "--tag", "vip"));
        Assert.Equal("last", run.Lines[^1]);
    }

    [Fact]
    public async Task Show_does_not_offer_a_sample_when_filters_leave_nothing()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[],"continuation":null}"""));

        Assert.Equal(0, await run.RunAsync("show", "conversations", "--status", "active"));
        Assert.Equal("Nothing matches.\n", run.Output);
    }

    [Fact]
    public async Task Show_ends_where_a_continuation_leads_to_itself()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[],"continuation":"1"}"""));

        Assert.Equal(1, await run.RunAsync("show", "clients"));
        Assert.Contains("/api/clients does not go on", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_asks_for_no_more_than_the_api_gives_at_once()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[]}"""));

        await run.RunAsync("show", "clients", "--limit", "2000");

        Assert.Equal("http://localhost:7072/api/clients?limit=500", run.Sent.Url);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100001")]
    [InlineData("many")]
    public async Task Show_refuses_a_limit_that_is_none(string limit)
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("show", "clients", "--limit", limit));
        Assert.Empty(run.Network.Requests);
    }

    [Theory]
    [InlineData(
        "conversations --status active --owner a@b.mx --tag vip --channel ch_1 --platform whatsapp --phone +5215500000001 --since 2026-11-20",
        "/api/conversations?status=active&owner=a%40b.mx&tag=vip&channel=ch_1&platform=whatsapp&phone=%2B5215500000001&since=2026-11-20")]
    [InlineData(
        "messages conv_1 --before 2026-11-20T09:00:00Z --after 2026-11-19",
        "/api/conversations/conv_1/messages?before=2026-11-20T09%3A00%3A00Z&after=2026-11-19")]
    [InlineData(
        "conversation-events conv_1 --before 2026-11-20 --after 2026-11-19 --event conversation.created",
        "/api/conversations/conv_1/events?before=2026-11-20&after=2026-11-19&event=conversation.created")]
    [InlineData("clients --phone 525500000001 --owner a --tag b --status c", "/api/clients?phone=525500000001&owner=a&tag=b&status=c")]
    [InlineData("referrals --ad ad_1 --since 2026-11-20", "/api/referrals?ad=ad_1&since=2026-11-20")]
    [InlineData("flow-exchanges --flow f --token t", "/api/flow-exchanges?flow=f&token=t")]
    [InlineData("flow-responses --flow f --status IN_PROGRESS", "/api/flow-responses?flow=f&status=IN_PROGRESS")]
    [InlineData("events --day 2026-11-20 --event message.created", "/api/events?day=2026-11-20&event=message.created")]
    [InlineData(
        "dead-letters --day 2026-11-20 --event message.created --reason handler-failed",
        "/api/dead-letters?day=2026-11-20&event=message.created&reason=handler-failed")]
    [InlineData(
        "dead-letters --since 2026-11-19 --before 2026-11-20 --older-than 7d --state all",
        "/api/dead-letters?since=2026-11-19&before=2026-11-20&older-than=7d&state=all")]
    public async Task Show_hands_filters_on_and_keeps_them_for_the_next_page(string arguments, string asked)
    {
        using var run = new CliRun(NetworkDouble.Serving((asked, """{"items":[{"id":"a"}],"continuation":"2"}""")));

        Assert.Equal(0, await run.RunAsync([.. $"show {arguments} --limit 1".Split(' ')]));
        Assert.Equal($"More: dotnet run --project src/Platica.Cli -- show {arguments} --limit 1 --continuation 2", run.Lines[^1]);
    }
}
