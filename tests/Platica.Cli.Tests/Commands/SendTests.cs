using System.Net;
using System.Text;
using Platica.Cli.Tests.Infrastructure;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Tests.Commands;

public sealed class SendTests
{
    [Fact]
    public async Task Send_posts_a_signed_sample_where_LocalHost_listens()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)).WithSecret();
        run.Write("localhost.json", """{"receiver":"http://localhost:8071","admin":"http://localhost:8072"}""");

        var exitCode = await run.RunAsync("send", "conversation.created");

        Assert.Equal(0, exitCode);
        Assert.Equal(HttpMethod.Post, run.Sent.Method);
        Assert.Equal("http://localhost:8071/api/webhooks/platica", run.Sent.Url);
        Assert.Equal("conversation.created", run.Sent.Headers["X-Webhook-Event"]);
        Assert.Equal("Platica-Webhooks/1.0", run.Sent.Headers["User-Agent"]);
        AssertSigned(run.Sent, CliRun.Secret);
    }

    [Fact]
    public async Task Send_prints_one_line_with_status_event_milliseconds_and_id()
    {
        CliRun? running = null;
        using var run = running = new CliRun(new NetworkDouble(_ =>
        {
            running!.Clock.Advance(TimeSpan.FromMilliseconds(12.34));
            return NetworkDouble.Response(HttpStatusCode.Accepted, """{"ignored":true}""");
        })).WithSecret();

        await run.RunAsync("send", "conversation.operation.updated");

        var line = Assert.Single(run.Lines);
        Assert.Equal($"202 Accepted    conversation.operation.updated     12.3 ms  {run.Sent.Headers["X-Webhook-Event-Id"]}", line);
        Assert.InRange(line.Length, 1, 100);
    }

    [Fact]
    public async Task Send_uses_the_usual_address_while_LocalHost_never_started()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted));

        var exitCode = await run.RunAsync("send", "client.created", "--secret", "other");

        Assert.Equal(0, exitCode);
        Assert.Equal("http://localhost:7071/api/webhooks/platica", run.Sent.Url);
        AssertSigned(run.Sent, "other");
    }

    [Fact]
    public async Task Send_takes_the_address_and_a_secret_file_as_given()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)).WithSecret("not this one");
        var file = run.Write("mine", " mine \n");

        await run.RunAsync("send", "client.created", "--url", "https://example.com/hook?x=1", "--secret-file", file);

        Assert.Equal("https://example.com/hook?x=1", run.Sent.Url);
        AssertSigned(run.Sent, "mine");
    }

    [Fact]
    public async Task Send_reads_another_data_folder()
    {
        using var other = new CliRun().WithSecret("theirs");
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)).WithSecret();

        await run.RunAsync("send", "client.created", "--data", other.Folder);

        AssertSigned(run.Sent, "theirs");
    }

    [Fact]
    public async Task Send_unsigned_leaves_the_signature_out_and_needs_no_secret()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted));

        await run.RunAsync("send", "client.created", "--unsigned");

        Assert.DoesNotContain("X-Webhook-Signature", run.Sent.Headers.Keys);
    }

    [Fact]
    public async Task Send_all_posts_the_story_in_order_and_counts()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)).WithSecret();

        var exitCode = await run.RunAsync("send", "--all");

        Assert.Equal(0, exitCode);
        Assert.Equal(PlaticaSamples.Story.EventNames, run.Network.Requests.Select(request => request.Headers["X-Webhook-Event"]));
        Assert.All(run.Network.Requests, request => AssertSigned(request, CliRun.Secret));
        Assert.Equal(20, run.Lines.Length);
        Assert.Equal("19 of 19 accepted in 0.00 s", run.Lines[^1]);
    }

    [Fact]
    public async Task Send_all_goes_on_after_a_refusal_and_fails()
    {
        using var run = new CliRun(new NetworkDouble(request => NetworkDouble.Response(
            request.Headers["X-Webhook-Event"] == "message.created" ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Accepted)));
        run.WithSecret();

        var exitCode = await run.RunAsync("send", "--all");

        Assert.Equal(1, exitCode);
        Assert.Equal(19, run.Network.Requests.Count);
        Assert.StartsWith("18 of 19 accepted", run.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("init", "whatsapp.flows.init")]
    [InlineData("advance", "whatsapp.flows.screen_advance")]
    [InlineData("back", "whatsapp.flows.back")]
    public async Task Send_flow_prints_what_the_phone_is_told(string step, string eventName)
    {
        const string Answer = """{"screen":"PAYMENT","data":{"amount_mxn":499}}""";
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.OK, Answer)).WithSecret();

        var exitCode = await run.RunAsync("send", "flow", step);

        Assert.Equal(0, exitCode);
        Assert.Equal(eventName, run.Sent.Headers["X-Webhook-Event"]);
        Assert.StartsWith("200 OK ", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal($"  {Answer}", run.Lines[1]);
    }

    [Fact]
    public async Task Send_file_posts_the_bytes_unchanged_and_names_them_by_the_body()
    {
        const string Body = "{ \"event\": \"message.created\",\r\n \"id\": \"e-1\", \"x\": 1e2 }\n";
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)).WithSecret();
        var file = run.Write("body.json", Body);

        var exitCode = await run.RunAsync("send", "--file", file);

        Assert.Equal(0, exitCode);
        Assert.Equal(Body, run.Sent.BodyText);
        Assert.Equal("e-1", run.Sent.Headers["X-Webhook-Event-Id"]);
        AssertSigned(run.Sent, CliRun.Secret);
        Assert.Contains("message.created", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_file_takes_any_bytes_from_standard_input()
    {
        byte[] input = [0xFF, 0x00, (byte)'{'];
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)) { Input = input }.WithSecret();

        var exitCode = await run.RunAsync("send", "--file", "-");

        Assert.Equal(0, exitCode);
        Assert.Equal(input, run.Sent.Body);
        Assert.DoesNotContain("X-Webhook-Event", run.Sent.Headers.Keys);
        Assert.Contains("(3 bytes)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_explains_a_401_with_the_receivers_words_and_what_to_do()
    {
        using var run = new CliRun(NetworkDouble.Answering(
            HttpStatusCode.Unauthorized, """{"title":"Unauthorized","status":401,"detail":"signature mismatch"}""")).WithSecret();

        var exitCode = await run.RunAsync("send", "client.created");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("401 Unauthorized", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal("  signature mismatch", run.Lines[1]);
        Assert.Contains("--secret-file", run.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_unsigned_does_not_doubt_the_secret_when_refused()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Unauthorized));

        Assert.Equal(1, await run.RunAsync("send", "client.created", "--unsigned"));
        Assert.Single(run.Lines);
    }

    [Fact]
    public async Task Send_ends_with_130_when_it_is_interrupted()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)).WithSecret();

        Assert.Equal(130, await run.RunAsync(new CancellationToken(canceled: true), "send", "--all"));
        Assert.Empty(run.Network.Requests);
    }

    [Fact]
    public async Task Send_shows_the_first_line_of_an_answer_that_is_no_json_without_its_control_characters()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.BadGateway, "<html>\u001b[2J\nmore")).WithSecret();

        var exitCode = await run.RunAsync("send", "client.created");

        Assert.Equal(1, exitCode);
        Assert.Equal("  <html> [2J", run.Lines[1]);
    }

    [Fact]
    public async Task Send_counts_a_redirect_as_not_accepted()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.MovedPermanently)).WithSecret();

        Assert.Equal(1, await run.RunAsync("send", "client.created"));
        Assert.Contains("--url", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_says_how_to_start_LocalHost_when_nothing_listens()
    {
        using var run = new CliRun().WithSecret();

        var exitCode = await run.RunAsync("send", "client.created");

        Assert.Equal(1, exitCode);
        Assert.Equal("Nothing listens on http://localhost:7071. Start it with: dotnet run --project src/Platica.LocalHost\n", run.Error);
    }

    [Fact]
    public async Task Send_says_where_a_secret_comes_from_while_there_is_none()
    {
        using var run = new CliRun();

        var exitCode = await run.RunAsync("send", "client.created");

        Assert.Equal(1, exitCode);
        Assert.Contains(Path.Combine(run.Folder, "secret"), run.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/Platica.LocalHost", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Network.Requests);
    }

    [Fact]
    public async Task Send_says_which_data_folder_it_cannot_read()
    {
        using var run = new CliRun().WithSecret();
        run.Write("localhost.json", "{ broken");

        Assert.Equal(1, await run.RunAsync("send", "client.created"));
        Assert.Contains(run.Folder, run.Error, StringComparison.Ordinal);
        Assert.Contains("--data", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conversation.create", "conversation.created")]
    [InlineData("mesage.updated", "message.updated")]
    [InlineData("customfields", "client.customFields.updated")]
    public async Task Send_suggests_the_nearest_event_and_lists_all(string typed, string nearest)
    {
        using var run = new CliRun().WithSecret();

        var exitCode = await run.RunAsync("send", typed);

        Assert.Equal(2, exitCode);
        Assert.Contains($"Did you mean {nearest}?", run.Error, StringComparison.Ordinal);
        Assert.All(PlaticaSamples.Story.EventNames, name => Assert.Contains($"  {name}\n", run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_reads_event_names_in_any_case()
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)).WithSecret();

        await run.RunAsync("send", "CLIENT.CUSTOMFIELDS.UPDATED");

        Assert.Equal("client.customFields.updated", run.Sent.Headers["X-Webhook-Event"]);
    }

    [Theory]
    [InlineData("send")]
    [InlineData("send", "--all", "client.created")]
    [InlineData("send", "--all", "--file", "-")]
    [InlineData("send", "client.created", "client.updated")]
    [InlineData("send", "flow")]
    [InlineData("send", "flow", "sideways")]
    [InlineData("send", "--nonsense")]
    [InlineData("send", "client.created", "--url", "localhost:7071")]
    [InlineData("send", "--file", "there-is-no-such-file")]
    [InlineData("send", "client.created", "--secret-file", "there-is-no-such-file")]
    [InlineData("nonsense")]
    public async Task Send_ends_with_2_and_a_message_where_the_command_line_is_wrong(params string[] arguments)
    {
        using var run = new CliRun(NetworkDouble.Answering(HttpStatusCode.Accepted)).WithSecret();

        Assert.Equal(2, await run.RunAsync(arguments));
        Assert.NotEmpty(run.Error);
        Assert.Empty(run.Network.Requests);
    }

    private static void AssertSigned(SentRequest request, string secret) =>
        Assert.Equal(
            SignatureResult.Valid,
            WebhookSignature.Verify(request.Headers["X-Webhook-Signature"], request.Body, Encoding.UTF8.GetBytes(secret)));
}
