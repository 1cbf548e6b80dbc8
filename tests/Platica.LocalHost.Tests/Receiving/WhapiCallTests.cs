using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Deliveries;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Web;
using Platica.Processing.Events;
using Platica.Processing.Queue;
using Platica.Webhooks;
using Platica.Webhooks.Events;

namespace Platica.LocalHost.Tests.Receiving;

/// <summary>Whapi.Cloud's calls over HTTP, in each of its modes and by each of its methods.</summary>
public sealed class WhapiCallTests
{
    private const string Message = """{"id":"M1","type":"text","chat_id":"5215500000001@s.whatsapp.net","from_me":false,"timestamp":1778425200,"text":{"body":"Hola"}}""";

    /// <summary>Mode, HTTP method, path, body, and the name of the event.</summary>
    public static TheoryData<string, string, string, string> Calls => new()
    {
        { "POST", "", $$"""{"messages":[{{Message}}],"event":{"type":"messages","event":"post"},"channel_id":"CH"}""", "messages.post" },
        { "POST", "/", $$"""{"messages":[{{Message}}],"event":{"type":"messages","method":"put"},"channel_id":"CH"}""", "messages.put" },
        { "POST", "messages/post", $$"""{"messages":[{{Message}}],"channel_id":"CH"}""", "messages.post" },
        { "POST", "message/post", $$"""{"messages":[{{Message}}],"channel_id":"CH"}""", "messages.post" },
        { "POST", "messages/delete", """{"messages_removed":["M1"],"channel_id":"CH"}""", "messages.delete" },
        { "POST", "statuses/put/", """{"statuses":[{"id":"M1","status":"read"}],"channel_id":"CH"}""", "statuses.put" },
        { "POST", "messages", $$"""{"messages":[{{Message}}],"channel_id":"CH"}""", "messages.post" },
        { "PUT", "messages", $$"""{"messages":[{{Message}}],"channel_id":"CH"}""", "messages.put" },
        { "PATCH", "chats", """{"chats_updates":[{"changes":["mute"]}],"channel_id":"CH"}""", "chats.patch" },
        { "DELETE", "messages", """{"messages_removed":["M1"],"channel_id":"CH"}""", "messages.delete" },
        { "DELETE", "labels", """{"labels_removed":["7"],"channel_id":"CH"}""", "labels.delete" },
        { "DELETE", "users", """{"user":{"id":"5215500000009"},"channel_id":"CH"}""", "users.delete" },
        { "POST", "wonders/post", """{"wonders":[{"id":"1"}],"channel_id":"CH"}""", "wonders.post" },
        { "POST", "", """{"messages":[],"event":{"type":"messages","event":"post"},"channel_id":"CH"}""", "messages.post" },
        { "POST", "", """{"presences":[{"contact_id":"5215500000001"}],"channel_id":"CH"}""", "presences.post" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_gets_exactly_200_and_is_archived_as_it_came(string method, string path, string body, string eventName)
    {
        await using var host = await WhapiHost.StartAsync();

        Assert.Equal(200, await host.CallWhapiAsync(body, method, path));

        await host.WaitUntilProcessedAsync();
        Assert.Empty(await host.GetDeadLettersAsync());
        var archived = Assert.Single(await host.GetEventsAsync("whapi.CH"));
        Assert.Equal(eventName, archived.GetProperty("event").GetString());
        Assert.Equal(Encoding.UTF8.GetBytes(body), KeptDeliveries.BodyOf(archived));
    }

    [Theory]
    [InlineData(null, null, "X-Webhook-Secret", "X-Webhook-Secret", "whapi_secret_for_tests", "", 200)]
    [InlineData(null, null, "X-Webhook-Secret", "X-Webhook-Secret", "wrong", "", 401)]
    [InlineData(null, null, "X-Webhook-Secret", "X-Other", "whapi_secret_for_tests", "", 401)]
    [InlineData("now", null, "X-Hook-Key", "X-HOOK-KEY", "now", "messages/post", 200)]
    [InlineData("now", null, "X-Hook-Key", "X-Hook-Key", "before", "", 200)]
    [InlineData("now", null, "Authorization", "Authorization", "Bearer now", "", 200)]
    [InlineData("now", null, "Authorization", "Authorization", "now", "", 200)]
    [InlineData("now", null, "Authorization", "Authorization", "Bearer no", "", 401)]
    [InlineData(null, "p4th", "X-Webhook-Secret", "X-Other", "-", "p4th", 200)]
    [InlineData(null, "p4th", "X-Webhook-Secret", "X-Other", "-", "p4th/messages/post", 200)]
    [InlineData(null, "p4th", "X-Webhook-Secret", "X-Other", "-", "/p4th", 200)]
    [InlineData(null, "p4th", "X-Webhook-Secret", "X-Other", "-", "messages/post", 401)]
    [InlineData(null, "p4th", "X-Webhook-Secret", "X-Other", "-", "", 401)]
    [InlineData("now", "p4th", "X-Hook-Key", "X-Hook-Key", "now", "p4th", 200)]
    [InlineData("now", "p4th", "X-Hook-Key", "X-Hook-Key", "now", "", 401)]
    [InlineData("now", "p4th", "X-Hook-Key", "X-Other", "now", "p4th", 401)]
    [InlineData("@Microsoft.KeyVault(SecretUri=x)", null, "X-Hook-Key", "X-Hook-Key", "@Microsoft.KeyVault(SecretUri=x)", "", 503)]
    [InlineData("now", "@Microsoft.KeyVault(SecretUri=x)", "X-Hook-Key", "X-Hook-Key", "now", "", 503)]
    public async Task Who_sends_the_secret_is_let_in(string? secret, string? pathSecret, string header, string sentHeader, string sent, string path, int expected)
    {
        var previous = secret == "now" ? "before" : null;
        await using var host = await WhapiHost.StartAsync(secret, previous, pathSecret, header);

        Assert.Equal(expected, await host.CallWhapiAsync($$"""{"messages":[{{Message}}],"channel_id":"CH"}""", "POST", path, (sentHeader, sent)));

        await host.WaitUntilProcessedAsync();
        var workspaces = (await host.GetItemsAsync("/api/events?workspace=whapi.CH")).Count;
        Assert.Equal(expected == 200 ? 1 : 0, workspaces);
    }

    [Fact]
    public async Task Whoever_does_not_use_Whapi_has_no_such_webhook()
    {
        await using var host = await RunningLocalHost.StartAsync();

        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE", "GET" })
        {
            using var answer = await host.SendAsync(new HttpMethod(method), $"{WhapiHost.Webhook}/messages", new StringContent("{}"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.False((await host.GetHealthAsync()).Body.GetProperty("providers").TryGetProperty("whapi", out _));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Any_other_method_is_told_which_there_are(string method)
    {
        await using var host = await WhapiHost.StartAsync(pathSecret: "p4th");

        using var answer = await host.SendAsync(new HttpMethod(method), $"{WhapiHost.Webhook}/p4th/messages");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST", "PUT", "PATCH", "DELETE"], answer.Content.Headers.Allow);
        Assert.DoesNotContain("p4th", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_tells_of_a_secret_that_was_not_resolved()
    {
        await using var host = await WhapiHost.StartAsync("@Microsoft.KeyVault(SecretUri=x)");

        Assert.Equal("the Key Vault reference in Whapi__Secret was not resolved", (await host.GetHealthAsync()).Body.GetProperty("providers").GetProperty("whapi").GetString());
    }

    [Fact]
    public async Task A_bad_item_becomes_a_dead_letter_of_its_own_and_the_others_are_stored()
    {
        await using var host = await WhapiHost.StartAsync();

        Assert.Equal(200, await host.CallWhapiAsync("""{"messages":[{"id":"A"},["x"],{"id":"B"}],"errors":[{"code":1}],"event":{"type":"messages","event":"post"},"channel_id":"CH"}"""));

        await host.WaitUntilProcessedAsync();
        var letter = Assert.Single(await host.GetDeadLettersAsync());
        Assert.Equal("malformed-envelope", letter.GetProperty("reason").GetString());
        Assert.Equal("""{"messages":[["x"]],"event":{"type":"messages","event":"post"},"channel_id":"CH"}""", Encoding.UTF8.GetString(KeptDeliveries.BodyOf(letter)));
        Assert.Equal(
            [
                """{"errors":[{"code":1}],"event":{"type":"messages","event":"post"},"channel_id":"CH"}""",
                """{"messages":[{"id":"A"}],"event":{"type":"messages","event":"post"},"channel_id":"CH"}""",
                """{"messages":[{"id":"B"}],"event":{"type":"messages","event":"post"},"channel_id":"CH"}""",
            ],
            (await host.GetEventsAsync("whapi.CH")).Select(item => Encoding.UTF8.GetString(KeptDeliveries.BodyOf(item))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_dead_letter_of_one_item_is_sent_again_as_the_same_event()
    {
        var failing = true;
        var handled = new ConcurrentQueue<string>();
        await using var host = await WhapiHost.StartAsync(configure: services => services
            .AddSingleton(new EventHandlerOptions { RetryWaits = [TimeSpan.Zero] })
            .AddEventHandlers(events => events.On<WebhookEvent>((WebhookEvent happened) =>
            {
                Assert.False(failing && happened.EventId == "B:delete");
                handled.Enqueue($"{happened.EventName} {happened.EventId}");
            })));
        Assert.Equal(200, await host.CallWhapiAsync("""{"messages_removed":["A","B"],"channel_id":"CH"}""", "DELETE", "messages"));
        await host.WaitUntilProcessedAsync();
        Assert.Equal("handler-failed", Assert.Single(await host.GetDeadLettersAsync()).GetProperty("reason").GetString());

        failing = false;
        using var answer = await host.OperateAsync("dead-letters/replay", "{}");

        await host.WaitUntilProcessedAsync();
        Assert.Equal(["messages.delete A:delete", "messages.delete B:delete"], handled);
    }

    [Fact]
    public async Task A_call_of_which_one_item_is_not_taken_is_sent_again_and_then_stored_once()
    {
        var failing = true;
        await using var host = await WhapiHost.StartAsync(configure: services => services.AddSingleton<IEventQueue>(
            provider => new PartlyFailingQueue(provider.GetRequiredService<JournalQueue>(), part => failing && part.Contains("\"B\"", StringComparison.Ordinal))));
        const string call = """{"messages":[{"id":"A","timestamp":1778425200},{"id":"B","timestamp":1778425200},{"id":"C","timestamp":1778425200}],"channel_id":"CH"}""";

        Assert.Equal(503, await host.CallWhapiAsync(call));
        failing = false;
        Assert.Equal(200, await host.CallWhapiAsync(call));

        await host.WaitUntilProcessedAsync();
        Assert.Equal(
            ["A:post", "B:post", "C:post"],
            (await host.GetEventsAsync("whapi.CH")).Select(item => item.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_items_of_one_call_are_ten_thousand_events()
    {
        await using var host = await WhapiHost.StartAsync();
        var items = Enumerable.Range(0, 10_000).Select(number => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"M{{number}}","timestamp":1778425200}"""));

        Assert.Equal(200, await host.CallWhapiAsync($$"""{"messages":[{{string.Join(',', items)}}],"event":{"type":"messages","event":"post"},"channel_id":"CH"}"""));

        await host.LineAsync("accepted, 10000 items");
        await host.WaitUntilProcessedAsync();
        Assert.Equal(10_000, (await host.GetItemsAsync("/api/events?limit=500&workspace=whapi.CH")).Select(item => item.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task One_item_as_large_as_a_call_may_be_is_taken()
    {
        await using var host = await WhapiHost.StartAsync();
        var frame = """{"messages":[{"id":"A","image":{"preview":""}}],"channel_id":"CH"}""";
        var body = frame.Replace("\"\"", $"\"{new string('A', (1024 * 1024) - frame.Length)}\"", StringComparison.Ordinal);

        Assert.Equal(200, await host.CallWhapiAsync(body));
        Assert.Equal(413, await host.CallWhapiAsync(body + " "));

        await host.WaitUntilProcessedAsync();
        Assert.Equal(Encoding.UTF8.GetBytes(body), KeptDeliveries.BodyOf(Assert.Single(await host.GetEventsAsync("whapi.CH"))));
    }

    private sealed class PartlyFailingQueue(JournalQueue queue, Func<string, bool> fails) : IEventQueue
    {
        public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken) => fails(Encoding.UTF8.GetString(delivery.Body.Span))
            ? Task.FromException(new QueueUnavailableException("a test"))
            : queue.EnqueueAsync(delivery, cancellationToken);

        public Task CheckAsync(CancellationToken cancellationToken) => queue.CheckAsync(cancellationToken);
    }
}
