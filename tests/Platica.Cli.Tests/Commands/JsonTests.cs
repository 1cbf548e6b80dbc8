using System.Net;
using System.Text;
using System.Text.Json;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Commands;

public sealed class JsonTests
{
    [Theory]
    [InlineData("""{"screen":"PAYMENT","n":1.50}""", """{"screen":"PAYMENT","n":1.50}""")]
    [InlineData("", "\"\"")]
    [InlineData("<p>no</p>", "\"<p>no</p>\"")]
    public async Task Send_json_is_a_line_per_delivery_with_its_answer(string body, string answer)
    {
        CliRun? running = null;
        using var run = running = new CliRun(new NetworkDouble(_ =>
        {
            running!.Clock.Advance(TimeSpan.FromMilliseconds(12.34));
            return NetworkDouble.Response(HttpStatusCode.Accepted, body);
        })).WithSecret();

        Assert.Equal(0, await run.RunAsync("send", "client.created", "--json"));
        Assert.Equal(
            $$"""{"event":"client.created","id":"{{run.Sent.Headers["X-Webhook-Event-Id"]}}","status":202,"milliseconds":12.34,"answer":{{answer}}}""",
            Assert.Single(run.Lines));
    }

    [Fact]
    public async Task Send_all_json_prints_deliveries_and_nothing_else()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.ServiceUnavailable)).WithSecret();

        Assert.Equal(1, await run.RunAsync("send", "--all", "--json"));
        Assert.Equal(19, run.Lines.Length);
        Assert.All(run.Lines, line => Assert.Equal(503, JsonDocument.Parse(line).RootElement.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Sign_json_names_the_header_and_its_value()
    {
        using var run = new CliRun { Input = "{}"u8.ToArray() }.WithSecret();

        Assert.Equal(0, await run.RunAsync("sign", "--json"));
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("X-Webhook-Signature", document.GetProperty("header").GetString());
        Assert.Matches("^sha256=[0-9a-f]{64}$", document.GetProperty("value").GetString());
    }

    [Fact]
    public async Task Verify_json_tells_the_result_and_keeps_the_exit_code()
    {
        using var run = new CliRun { Input = Encoding.UTF8.GetBytes("{}") }.WithSecret();

        Assert.Equal(1, await run.RunAsync("verify", "--signature", "hello", "--json"));
        Assert.Equal("""{"result":"malformed","explanation":"a signature is sha256= and 64 hex digits"}""" + "\n", run.Output);
    }
}
