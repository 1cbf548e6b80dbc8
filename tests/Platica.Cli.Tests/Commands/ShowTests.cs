using System.Net;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class ShowTests
{
    private const string Conversations = """
        {"items":[
          {"workspace":"platica.ws_demo","id":"conv_lucia","status":"active","contactName":"Lucía Hernández","phoneNumber":"+5215500000001",
           "lastActivityAt":"2026-11-20T09:12:31.123Z","lastMessageText":"Hola, vi su anuncio. ¿Me pueden cotizar el plan Pro?\u001b[31m"},
          {"id":"~ch_whatsapp.5215500000002"}],
         "continuation":null}
        """;

    [Fact]
    public async Task Show_conversations_prints_a_table_within_100_columns()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, Conversations));

        Assert.Equal(0, await run.RunAsync("show", "conversations"));
        Assert.Equal("http://localhost:7072/api/conversations?limit=50", run.Sent.Url);
        Assert.Equal(
            """
            id                          active (UTC)    status  contact          last message
            conv_lucia                  11-20 09:12:31  active  Lucía Hernández  Hola, vi su anuncio. ¿Me puede…
            ~ch_whatsapp.5215500000002

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public async Task Show_keeps_ids_whole_on_a_narrow_terminal()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, Conversations)) { Width = 40 };

        await run.RunAsync("show", "conversations");

        Assert.Contains("\n~ch_whatsapp.5215500000002\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "conversations",
        "/api/conversations",
        """{"id":"conv_1","contactName":"Lucía","deleted":true}""",
        "conv_1|Lucía (deleted)")]
    [InlineData(
        "messages conv_1",
        "/api/conversations/conv_1/messages",
        """{"id":"msg_1","content":"Hola","direction":"incoming","status":"received","deleted":true}""",
        "msg_1|Hola|incoming|deleted")]
    [InlineData(
        "clients",
        "/api/clients",
        """{"id":"cli_1","name":"Lucía","phoneNumber":"+5215500000001","tags":["vip","mx"]}""",
        "cli_1|Lucía|+5215500000001|vip, mx")]
    [InlineData(
        "events",
        "/api/events",
        """{"id":"e-1","event":"client.tags.updated","timestamp":"2026-11-20T03:04:05-06:00","resourceId":"cli_1"}""",
        "e-1|client.tags.updated|11-20 09:04:05|cli_1")]
    [InlineData(
        "conversation-events conv_1",
        "/api/conversations/conv_1/events",
        """{"event":"e","source":"agent","changes":{"status":{"before":null,"after":"finished"},"other":7,"tags":{"before":[],"after":["vip"]}}}""",
        "e|agent|status: – → finished; other: 7; tags: – → vip")]
    [InlineData(
        "referrals",
        "/api/referrals",
        """{"at":"2026-11-20T09:12:31Z","adId":"ad_1","conversationId":"conv_1","phoneDigits":"525500000001","text":"Hola"}""",
        "11-20 09:12:31|ad_1|conv_1|525500000001|Hola")]
    [InlineData(
        "flow-exchanges",
        "/api/flow-exchanges",
        """{"flowToken":"tok_1","action":"data_exchange","screen":"WELCOME","payload":{"product":"p1"},"outcome":"answered","milliseconds":12}""",
        "tok_1|data_exchange|WELCOME|answered|12|{\"product\":\"p1\"}")]
    [InlineData(
        "flow-responses",
        "/api/flow-responses",
        """{"id":"tok_1","flowId":"flow_1","status":"IN_PROGRESS","lastActivityAt":"2026-11-20T09:12:31Z","conversationId":"conv_1"}""",
        "tok_1|flow_1|IN_PROGRESS|11-20 09:12:31|conv_1")]
    [InlineData(
        "dead-letters",
        "/api/dead-letters",
        """{"id":"08df46e4a84ce800-1a2b3c4d","reason":"malformed-envelope","attempts":2,"replays":1}""",
        "08df46e4a84ce800-1a2b3c4d|malformed-envelope|2|1")]
    public async Task Show_prints_each_list(string arguments, string route, string item, string expected)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, $$"""{"items":[{{item}}]}"""));

        Assert.Equal(0, await run.RunAsync($"show {arguments}".Split(' ')));
        Assert.Equal($"http://localhost:7072{route}?limit=50", run.Sent.Url);
        Assert.Equal(2, run.Lines.Length);
        Assert.All(expected.Split('|'), text => Assert.Contains(text, run.Lines[1], StringComparison.Ordinal));
        Assert.All(run.Lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [InlineData("conversations")]
    [InlineData("clients")]
    [InlineData("referrals")]
    [InlineData("flow-exchanges")]
    [InlineData("flow-responses")]
    [InlineData("events")]
    [InlineData("dead-letters")]
    public async Task Show_says_when_there_is_nothing(string kind)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, """{"items":[],"continuation":null}"""));

        Assert.Equal(0, await run.RunAsync("show", kind));
        Assert.StartsWith("No ", Assert.Single(run.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_survives_items_of_the_wrong_types()
    {
        using var run = new CliRun(NetworkDouble.Answering(
            HttpStatusCode.OK, """{"items":[7,null,{"id":["a"],"status":{"x":1},"lastActivityAt":true,"lastMessageText":"\ud800"}]}"""));

        Assert.Equal(0, await run.RunAsync("show", "conversations"));
        Assert.Contains("{\"x\":1}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_json_prints_the_items_unchanged_on_one_line()
    {
        using var run = new CliRun(NetworkDouble.Answering(
            HttpStatusCode.OK, """{"items":[{"id":"a","n":1.50,"text":"\ud800 ñ"},{"id":"b"}],"continuation":"c\"1"}"""));

        Assert.Equal(0, await run.RunAsync("show", "conversations", "--limit", "2", "--json"));
        Assert.Equal(
            """{"items":[{"id":"a","n":1.50,"text":"\ud800 ñ"},{"id":"b"}],"continuation":"c\"1"}""" + "\n", run.Output);
    }

    [Theory]
    [InlineData("conversation", "/api/conversations/a%2Fb")]
    [InlineData("client", "/api/clients/a%2Fb")]
    [InlineData("flow-response", "/api/flow-responses/a%2Fb")]
    public async Task Show_one_prints_a_line_per_field(string kind, string route)
    {
        using var run = new CliRun(NetworkDouble.Answering(
            HttpStatusCode.OK, """{"id":"a/b","tags":["x","y"],"extra":{"k":1},"topic":null}"""));

        Assert.Equal(0, await run.RunAsync("show", kind, "a/b"));
        Assert.Equal($"http://localhost:7072{route}", run.Sent.Url);
        Assert.Equal("id     a/b\ntags   x, y\nextra  {\"k\":1}\ntopic\n", run.Output);
    }

    [Fact]
    public async Task Show_repeats_what_the_problem_says()
    {
        using var run = new CliRun(NetworkDouble.Answering(
            HttpStatusCode.BadRequest,
            """{"title":"Several workspaces","status":400,"detail":"Add workspace=platica.a or workspace=platica.b"}"""));

        Assert.Equal(1, await run.RunAsync("show", "clients"));
        Assert.Equal("400 Bad Request: Add workspace=platica.a or workspace=platica.b\n", run.Error);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, "[]")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.NotFound, "")]
    public async Task Show_doubts_the_address_when_the_answer_is_not_the_read_apis(HttpStatusCode status, string body)
    {
        using var run = new CliRun(NetworkDouble.Answering(status, body));

        Assert.Equal(1, await run.RunAsync("show", "clients"));
        Assert.Contains("--url", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_says_how_to_start_LocalHost_when_nothing_listens()
    {
        using var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("show", "clients"));
        Assert.Contains("Nothing listens on http://localhost:7072. Start it with: dotnet run", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_calls_a_remote_address_by_its_name_when_nothing_listens()
    {
        using var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("show", "clients", "--url", "https://example.com"));
        Assert.Equal("Nothing listens on https://example.com. Is the address right?\n", run.Error);
    }
}
