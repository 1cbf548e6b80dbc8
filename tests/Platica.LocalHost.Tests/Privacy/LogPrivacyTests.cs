using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;
using Platica.LocalHost.Tables;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Web;
using Platica.Processing.Deliveries;
using Platica.Processing.Events;
using Platica.Processing.Queue;
using Platica.Processing.Tables;
using Platica.Webhooks;
using Platica.Webhooks.Events;

namespace Platica.LocalHost.Tests.Privacy;

/// <summary>
/// Whatever comes in and whatever fails, at the most talkative level of every log: no body, name, telephone number, e-mail address, text,
/// secret, signature or QR code is told to a log, a span, a metric or the terminal.
/// </summary>
[Collection(AloneTests.Name)]
public sealed class LogPrivacyTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Eavesdropper _ear = new();

    public void Dispose() => _ear.Dispose();

    [Fact]
    public async Task Deliveries_of_any_kind_are_told_without_what_they_hold()
    {
        await using var host = await RunningLocalHost.StartAsync(configure: _ear.ListenTo);

        foreach (var body in Planted.Bodies)
        {
            await ExpectAsync(host.SignedPostAsync(body), 200, 202);
            await ExpectAsync(host.SignedPostAsync(body), 200, 202);
            await ExpectAsync(host.SignedPostAsync(body[..^1]), 200, 202);
            await ExpectAsync(host.SignedPostAsync(body[1..]), 202);
            await ExpectAsync(host.SignedPostAsync([.. body.Select(one => one == (byte)'q' ? (byte)0xFF : one)]), 200, 202);
        }

        await host.WaitUntilProcessedAsync();
        await host.RestartAsync();
        _ear.AssertNothingPersonal(host.Printed.All, "Platica.", "receive webhook", "platica.deliveries", "message.created");
    }

    [Fact]
    public async Task Refused_calls_are_told_without_what_came_with_them()
    {
        await using var host = await RunningLocalHost.StartAsync(configure: _ear.ListenTo);
        var body = Planted.Bodies[3];
        var phone = Uri.EscapeDataString(Planted.Phone);

        foreach (var unsigned in Planted.Bodies)
        {
            await ExpectAsync(host.PostAsync(unsigned), 401);
            await ExpectAsync(host.PostAsync(unsigned, (RunningLocalHost.SignatureHeader, $"sha256={Planted.Signature(unsigned, "guessed")}")), 401);
        }

        await ExpectAsync(host.PostAsync(body, (RunningLocalHost.SignatureHeader, Planted.Email)), 401);
        await ExpectAsync(host.SignedPostAsync(body, ("Transfer-Encoding", "chunked")), 411);
        await ExpectAsync(host.SignedPostAsync([.. body, .. new byte[2 * 1024 * 1024]]), 413);
        await ExpectAsync(host.SendAsync(HttpMethod.Post, $"/api/webhooks/{phone}", new ByteArrayContent(body)), 404);
        await ExpectAsync(host.SendAsync(HttpMethod.Get, $"{RunningLocalHost.WebhookPath}?phone={phone}&email={Planted.Email}"), 405);
        await ExpectAsync(host.SendAsync(HttpMethod.Get, $"/{Planted.Email}/{phone}"), 404);
        await ExpectAsync(host.SignedPostAsync(body, ("X-Webhook-Id", Planted.Email), ("X-Webhook-Event", Planted.Phone)), 202);
        await host.LineAsync("(POST)");
        _ear.AssertNothingPersonal(host.Printed.All, "Refused a call of platica: signature mismatch", "platica.refused", "(POST)");
    }

    [Fact]
    public async Task Bytes_that_are_no_HTTP_are_told_without_being_quoted()
    {
        await using var host = await RunningLocalHost.StartAsync(configure: _ear.ListenTo);
        var receiver = host.Application.Endpoints.Receiver;
        var signature = $"{RunningLocalHost.SignatureHeader}: sha256={Planted.Signature(Planted.Bodies[0])}";

        Assert.Equal(400, await RawHttp.GetStatusAsync(receiver, $"GET /{Planted.Email} {Planted.Phone} HTTP/1.1", "Host: localhost"));
        Assert.Equal(400, await RawHttp.GetStatusAsync(receiver, $"POST {RunningLocalHost.WebhookPath} HTTP/1.1", "Host: localhost", $"{signature}\0"));
        Assert.Equal(400, await RawHttp.GetStatusAsync(receiver, $"POST {RunningLocalHost.WebhookPath} HTTP/1.1", $"Host: {Planted.Phone}/{Planted.Name}"));
        Assert.Equal(400, await RawHttp.GetStatusAsync(receiver, $"POST {RunningLocalHost.WebhookPath} HTTP/1.1", "Host: localhost", $"Content-Length: {Planted.Phone}x"));
        Assert.Equal(431, await RawHttp.GetStatusAsync(
            receiver, $"POST {RunningLocalHost.WebhookPath} HTTP/1.1", ["Host: localhost", .. Enumerable.Range(0, 2000).Select(number => $"X-{number}: {Planted.Email}")]));
        _ear.AssertNothingPersonal(host.Printed.All);
    }

    [Fact]
    public async Task Readers_questions_are_told_to_nobody()
    {
        await using var host = await RunningLocalHost.StartAsync(configure: _ear.ListenTo);
        foreach (var body in Planted.Bodies)
        {
            await ExpectAsync(host.SignedPostAsync(body), 200, 202);
        }

        await host.WaitUntilProcessedAsync();
        var phone = Uri.EscapeDataString(Planted.Phone);
        foreach (var path in (string[])["conversations", "clients", "conversations/conv_lucia/messages", "events", "referrals", "flow-responses"])
        {
            await ExpectAsync(host.ReadAsync($"/api/{path}?limit=10"), 200);
            await ExpectAsync(host.ReadAsync($"/api/{path}?phone={phone}"), 200, 400);
        }

        await ExpectAsync(host.ReadAsync($"/api/conversations?owner={Planted.Email}"), 200);
        await ExpectAsync(host.ReadAsync($"/api/clients/{phone}"), 404);
        await ExpectAsync(host.ReadAsync($"/api/conversations/{Planted.Email}/messages"), 200);
        await ExpectAsync(host.ReadAsync("/api/events?bodies=true"), 200);
        _ear.AssertNothingPersonal(host.Printed.All, "Platica.");
    }

    [Fact]
    public async Task Flow_handlers_that_fail_or_answer_wrongly_are_told_without_what_the_person_typed()
    {
        await using var host = await RunningLocalHost.StartAsync(
            options => options with { Flows = new FlowOptions { DeadlineMilliseconds = 700, MaxAge = TimeSpan.FromHours(1) } },
            services => _ear.ListenTo(services.AddFlow(WrongFlow.Name, WrongFlow.Configure)));
        foreach (var (number, mistake) in WrongFlow.Mistakes.Index())
        {
            await ExpectAsync(host.SignedPostAsync(WrongFlow.Exchange($"i{number}", "init", string.Empty, mistake)), 200);
            await ExpectAsync(host.SignedPostAsync(WrongFlow.Exchange($"d{number}", "data_exchange", "FORM", mistake)), 200);
        }

        foreach (var (number, payload) in ((string[])["{}", $"\"{Planted.Phone}\"", $$"""{"{{Planted.Phone}}":"{{Planted.Name}}"}""", $$"""{"{{Planted.Email}}":[]}"""]).Index())
        {
            await ExpectAsync(host.SignedPostAsync(WrongFlow.Exchange($"t{number}", "data_exchange", "TYPED", Planted.Email, payload)), 200);
        }

        byte[][] others =
        [
            WrongFlow.Exchange("late", "back", "FORM", Planted.Text),
            WrongFlow.Exchange("nobody", "init", string.Empty, Planted.Text, flow: "flow_unknown"),
            WrongFlow.Exchange("unhandled", "data_exchange", "OTHER", Planted.Text),
            WrongFlow.Exchange("stale", "init", string.Empty, Planted.Text, at: "2026-01-01T00:00:00Z"),
            Encoding.UTF8.GetBytes($$$"""{"id":"error","event":"whatsapp.flows.exchanges","data":{"flowExchange":{"action":"data_exchange","screen":"FORM","payload":{"error":"{{{Planted.Text}}}","error_message":"{{{Planted.Email}}}"} } } }"""),
        ];
        foreach (var exchange in others)
        {
            await ExpectAsync(host.SignedPostAsync(exchange), 200);
        }

        _ear.AssertNothingPersonal(
            host.Printed.All, "the handler failed with System.InvalidOperationException", "does not fit the Flow JSON", "the answer was not sent because", "no answer by the deadline",
            "has no handler for", "older than Flows:MaxAge", "WhatsApp reports an error", "does not fit the form at", "platica.flow.fallbacks");
    }

    [Fact]
    public async Task Event_handlers_that_fail_are_told_without_why()
    {
        await using var host = await RunningLocalHost.StartAsync(configure: services => _ear.ListenTo(services
            .AddSingleton(new EventHandlerOptions { RetryWaits = [TimeSpan.Zero], CallTimeout = Patience })
            .AddEventHandlers(events => events.On<WebhookEvent>(Fail))));

        foreach (var body in Planted.Bodies)
        {
            await ExpectAsync(host.SignedPostAsync(body), 200, 202);
        }

        await host.WaitUntilProcessedAsync();
        Assert.Contains(await host.GetDeadLettersAsync(), letter => letter.GetProperty("reason").GetString() == "handler-failed");
        _ear.AssertNothingPersonal(host.Printed.All, "it goes to the dead letters");
    }

    [Fact]
    public async Task A_store_that_fails_is_told_without_what_it_says()
    {
        var (store, control) = FailingPort.Before<ITableStore>(new InMemoryTableStore());
        await using var host = await RunningLocalHost.StartAsync(configure: services => _ear.ListenTo(services
            .AddSingleton(store)
            .AddSingleton(new ProcessingOptions { StoreBudget = TimeSpan.Zero })));
        (Exception Problem, string Told)[] problems =
        [
            (new StoreUnavailableException(Planted.Complaint), "could not be stored at attempt 1"),
            (new StoreRefusedException(Planted.Complaint), "could not be kept (StoreRefusedException)"),
            (new InvalidOperationException(Planted.Complaint), "failed with InvalidOperationException"),
            (new TimeoutException(Planted.Complaint, new IOException(Planted.Complaint)), "failed with TimeoutException"),
            (new AggregateException(Planted.Complaint, new ArgumentException(Planted.Complaint)), "failed with AggregateException"),
        ];

        foreach (var (body, (problem, told)) in Planted.Bodies.Zip(problems))
        {
            control.Problem = problem;
            await ExpectAsync(host.SignedPostAsync(body), 200, 202);
            await UntilAsync(() => _ear.Heard.Any(entry => entry.Contains(told, StringComparison.Ordinal)));
            await ExpectAsync(host.ReadAsync($"/api/conversations?phone={Uri.EscapeDataString(Planted.Phone)}"), 500);
            control.Problem = null;
        }

        await host.WaitUntilProcessedAsync();
        _ear.AssertNothingPersonal(host.Printed.All, "An unhandled exception was thrown by the application");
    }

    [Fact]
    public async Task A_queue_that_fails_is_told_without_what_it_says()
    {
        var (queue, control) = FailingPort.Before<IEventQueue>(new JustTaken());
        await using var host = await RunningLocalHost.StartAsync(configure: services => _ear.ListenTo(services.AddSingleton(queue)));

        foreach (var body in Planted.Bodies)
        {
            control.Problem = new InvalidCastException(Planted.Complaint, new IOException(Planted.Complaint));
            await ExpectAsync(host.SignedPostAsync(body), 200, 503);
            control.Problem = new QueueUnavailableException("The disk is full.", new IOException(Planted.Complaint));
            await ExpectAsync(host.SignedPostAsync([.. body, (byte)' ']), 200, 503);
        }

        _ear.AssertNothingPersonal(host.Printed.All, "The queue did not take message.created", "InvalidCastException", "The disk is full.", "was answered but not recorded");
    }

    [Fact]
    public void A_leak_would_be_found_in_any_spelling_and_any_place()
    {
        foreach (var leak in (string[])[Planted.Name, Planted.Email.ToUpperInvariant(), "52 1 55-9876-1234", "(55) 98 76 12 34", Planted.Text, Planted.QrCode, RunningLocalHost.Secret, Planted.Signature(Planted.Bodies[7])])
        {
            Assert.NotNull(Planted.LeakIn($"log | Category | Warning | something {leak} happened"));
        }

        Assert.Null(Planted.LeakIn("log | Platica.X | Warning | Refused a call of platica: signature mismatch. Bytes: 783."));
    }

    private static void Fail(WebhookEvent happened) =>
        throw new InvalidDataException($"{Planted.Complaint} {Encoding.UTF8.GetString(happened.Body.Span)}");

    private static async Task ExpectAsync(Task<HttpResponseMessage> call, params int[] statuses)
    {
        using var answer = await call;
        Assert.Contains((int)answer.StatusCode, statuses);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            await Task.Delay(3, patience.Token);
        }
    }

    private sealed class JustTaken : IEventQueue
    {
        public Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
