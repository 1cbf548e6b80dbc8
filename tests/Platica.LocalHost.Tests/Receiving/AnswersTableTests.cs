using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Processing.Queue;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>A test for each row of the answers table.</summary>
public sealed partial class AnswersTableTests
{
    private const int LargestBody = 1024 * 1024;
    private const string Event = """{"id":"evt_1","event":"conversation.created","workspaceId":"ws_1","data":{"conversation":{"id":"conv_1"}}}""";

    public static TheoryData<string> RefusedMethods => ["GET", "PUT", "DELETE", "PATCH", "HEAD"];

    [Theory]
    [MemberData(nameof(RefusedMethods))]
    public async Task Another_verb_gets_405_with_Allow_and_a_line_about_this_URL(string method)
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.SendAsync(new HttpMethod(method), RunningLocalHost.WebhookPath);

        Assert.Equal(["POST"], answer.Content.Headers.Allow);
        await AssertProblemAsync(answer, 405, method == "HEAD" ? null : "receives webhooks by POST");
        await AssertNothingKeptAsync(host);
    }

    [Fact]
    public async Task A_provider_that_is_not_configured_gets_404()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.SendAsync(HttpMethod.Post, "/api/webhooks/somebody", new StringContent(Event));

        await AssertProblemAsync(answer, 404, "/api/webhooks/platica");
        await AssertNothingKeptAsync(host);
    }

    [Fact]
    public async Task A_chunked_body_gets_411()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.PostAsync(Encoding.UTF8.GetBytes(Event), ("Transfer-Encoding", "chunked"), Signature(Event));

        await AssertProblemAsync(answer, 411, "Content-Length");
        await AssertNothingKeptAsync(host);
    }

    [Fact]
    public async Task A_Content_Length_over_the_limit_gets_413_before_the_body_is_sent()
    {
        await using var host = await RunningLocalHost.StartAsync();
        var address = host.Application.Endpoints.Receiver;
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await using var stream = connection.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {RunningLocalHost.WebhookPath} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: {LargestBody + 1}\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = string.Empty;
        while (!answer.EndsWith('}'))
        {
            var buffer = new char[1024];
            var read = await reader.ReadAsync(buffer);
            Assert.NotEqual(0, read);
            answer += new string(buffer, 0, read);
        }

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("1048576 bytes", answer, StringComparison.Ordinal);
        await AssertNothingKeptAsync(host);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_taken()
    {
        await using var host = await RunningLocalHost.StartAsync();
        var body = Encoding.UTF8.GetBytes(Event.PadRight(LargestBody));

        using var answer = await host.SignedPostAsync(body);

        await AssertAcceptedAsync(answer);
        await AssertArchivedAsync(host, body);
    }

    [Theory]
    [InlineData(null, "Signature missing")]
    [InlineData("", "Signature missing")]
    [InlineData("sha256=", "Signature malformed")]
    [InlineData("sha256=00", "Signature malformed")]
    [InlineData("sha1=0000000000000000000000000000000000000000000000000000000000000000", "Signature malformed")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000", "Signature mismatch")]
    public async Task A_wrong_signature_gets_401_and_keeps_nothing(string? signature, string title)
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = signature is null
            ? await host.PostAsync(Encoding.UTF8.GetBytes(Event))
            : await host.PostAsync(Encoding.UTF8.GetBytes(Event), (RunningLocalHost.SignatureHeader, signature));

        await AssertProblemAsync(answer, 401, title);
        await AssertNothingKeptAsync(host);
    }

    [Fact]
    public async Task A_signature_with_another_secret_gets_401_and_keeps_nothing()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.PostAsync(Encoding.UTF8.GetBytes(Event), Signature(Event, "another secret"));

        await AssertProblemAsync(answer, 401, "Signature mismatch");
        await AssertNothingKeptAsync(host);
    }

    [Fact]
    public async Task A_signature_with_the_previous_secret_is_accepted()
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with { PreviousSecret = "the one before" });

        using var answer = await host.PostAsync(Encoding.UTF8.GetBytes(Event), Signature(Event, "the one before"));

        await AssertAcceptedAsync(answer);
        await AssertArchivedAsync(host, Encoding.UTF8.GetBytes(Event));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://example.invalid/secrets/platica)")]
    public async Task Without_a_usable_secret_even_a_delivery_signed_with_it_gets_503(string? secret)
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with { Secret = secret });

        using var answer = await host.PostAsync(Encoding.UTF8.GetBytes(Event), Signature(Event, secret ?? "any"));

        await AssertProblemAsync(answer, 503, "Platica__Secret");
        await AssertNothingKeptAsync(host);
    }

    [Fact]
    public async Task Unsigned_is_accepted_when_that_is_allowed_and_no_secret_is_set()
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with { Secret = null, AllowUnsigned = true });

        using var answer = await host.PostAsync(Encoding.UTF8.GetBytes(Event));

        await AssertAcceptedAsync(answer);
        await AssertArchivedAsync(host, Encoding.UTF8.GetBytes(Event));
    }

    [Fact]
    public async Task Unsigned_gets_401_while_a_secret_is_set_even_when_it_is_allowed()
    {
        await using var host = await RunningLocalHost.StartAsync(options => options with { AllowUnsigned = true });

        using var answer = await host.PostAsync(Encoding.UTF8.GetBytes(Event));

        await AssertProblemAsync(answer, 401, "Signature missing");
        await AssertNothingKeptAsync(host);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task A_signed_body_without_an_event_gets_202_and_becomes_a_dead_letter(string body)
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.SignedPostAsync(body);

        await AssertAcceptedAsync(answer);
        await host.WaitUntilProcessedAsync();
        var letter = Assert.Single(await host.GetDeadLettersAsync());
        Assert.Equal("malformed-envelope", letter.GetProperty("reason").GetString());
        Assert.Equal(body, letter.GetProperty("body").GetString());
        Assert.Empty(await host.GetItemsAsync("/api/events"));
    }

    [Fact]
    public async Task An_event_named_in_the_header_only_is_accepted()
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.SignedPostAsync("{}", ("X-Webhook-Event", "conversation.created"));

        await AssertAcceptedAsync(answer);
        Assert.Equal("conversation.created", (await AssertArchivedAsync(host, "{}"u8.ToArray())).GetProperty("event").GetString());
    }

    [Fact]
    public async Task An_unknown_event_gets_202_and_is_archived_as_it_is()
    {
        await using var host = await RunningLocalHost.StartAsync();
        const string body = """{"id":"evt_1","event":"galaxy.discovered","workspaceId":"ws_1","data":{"galaxy":{"id":"ngc_1"}}}""";

        using var answer = await host.SignedPostAsync(body);

        await AssertAcceptedAsync(answer);
        var archived = await AssertArchivedAsync(host, Encoding.UTF8.GetBytes(body));
        Assert.Equal("galaxy.discovered", archived.GetProperty("event").GetString());
        Assert.Empty(await host.GetItemsAsync("/api/conversations"));
    }

    [Theory]
    [InlineData("""{"id":"f","event":"whatsapp.flows.init"}""")]
    [InlineData("""{"id":"f","event":"whatsapp.flows.something_new","data":{}}""")]
    [InlineData("""{"id":"f","event":"whatsapp.flows.screen_advance","data":{"flowExchange":{"action":"data_exchange","payload":42}}}""")]
    [InlineData("""{"id":"f","event":"whatsapp.flows.screen_advance","data":{"flowExchange":[],"flow":"x","client":7,"conversation":false}}""")]
    [InlineData("""{"id":"f","event":"form.sent","resourceType":"flow_response","data":null}""")]
    [InlineData("""{"id":"f","event":"form.sent","data":{"flowExchange":{"action":null}}}""")]
    [InlineData("""{"id":"f","event":"form.sent","data":{"flowExchange":"broken"}}""")]
    public async Task Anything_of_a_Flow_even_broken_gets_200_and_JSON(string body)
    {
        await using var host = await RunningLocalHost.StartAsync();

        using var answer = await host.SignedPostAsync(body);

        await AssertFlowAnswerAsync(answer);
        await AssertArchivedAsync(host, Encoding.UTF8.GetBytes(body));
    }

    [Fact]
    public async Task A_Flow_exchange_that_breaks_off_gets_200_and_JSON_and_becomes_a_dead_letter()
    {
        await using var host = await RunningLocalHost.StartAsync();
        const string body = """{"id":"f","event":"whatsapp.flows.screen_advance","data":{"flowExchange":{"act""";

        using var answer = await host.SignedPostAsync(body);

        await AssertFlowAnswerAsync(answer);
        await host.WaitUntilProcessedAsync();
        var letter = Assert.Single(await host.GetDeadLettersAsync());
        Assert.Equal("malformed-envelope", letter.GetProperty("reason").GetString());
        Assert.Equal(body, letter.GetProperty("body").GetString());
    }

    [Fact]
    public async Task A_queue_that_is_unavailable_gets_503_with_Retry_After()
    {
        await using var host = await RunningLocalHost.StartAsync(configure: services => services.AddSingleton<IEventQueue, UnavailableQueue>());

        using var answer = await host.SignedPostAsync(Event);

        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter?.Delta);
        await AssertProblemAsync(answer, 503, "Send it again");
    }

    [Fact]
    public async Task A_Flow_is_answered_even_while_the_queue_is_unavailable()
    {
        await using var host = await RunningLocalHost.StartAsync(configure: services => services.AddSingleton<IEventQueue, UnavailableQueue>());

        using var answer = await host.SignedPostAsync(Fixture.Body("whatsapp.flows.init"));

        Assert.Equal("WELCOME", (await AssertFlowAnswerAsync(answer)).GetProperty("screen").GetString());
    }
}
