using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Platica.Flows;
using Platica.LocalHost.Tables;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Flows;

/// <summary>Two instances over the same tables: the person's steps may come to either.</summary>
public sealed class SessionAcrossInstancesTests : IAsyncDisposable
{
    private readonly InMemoryTableStore _store = new();
    private readonly List<Delivery> _queued = [];
    private readonly ReceiverHost _here;
    private readonly ReceiverHost _there;

    public SessionAcrossInstancesTests() => (_here, _there) = (Instance(), Instance());

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task A_handler_sees_what_another_instance_was_asked_once_it_is_stored()
    {
        await _there.PostSignedAsync(Exchange("e1", "init", null, "09:00:01"));
        await _there.PostSignedAsync(Exchange("e2", "data_exchange", "WELCOME", "09:00:02"));
        await StoreAsync();

        Assert.Equal("Init:e1 DataExchange:WELCOME:e2", await EarlierAsync(_here, Exchange("e3", "data_exchange", "PAYMENT", "09:00:03")));
        Assert.Equal(
            "Init:e1 DataExchange:WELCOME:e2 DataExchange:PAYMENT:e3", await EarlierAsync(_here, Exchange("e4", "back", "PAYMENT", "09:00:04")));
    }

    [Fact]
    public async Task What_is_stored_of_repeats_errors_stale_exchanges_and_other_sessions_is_no_step()
    {
        await _there.PostSignedAsync(Exchange("e1", "data_exchange", "WELCOME", "09:00:01"));
        await _there.PostSignedAsync(Exchange("e2", "data_exchange", "WELCOME", "09:00:01"));
        await _there.PostSignedAsync(Exchange("e3", "data_exchange", "WELCOME", "09:00:02").Replace("\"p1\"", "\"p1\",\"error\":\"timeout\"", StringComparison.Ordinal));
        await _there.PostSignedAsync(Exchange("e4", "data_exchange", "WELCOME", "09:00:02", token: "t_2"));
        await _there.PostSignedAsync(Exchange("e5", "data_exchange", "WELCOME", "09:00:02", workspace: "ws_2"));
        await _there.PostSignedAsync(Exchange("e0", "data_exchange", "WELCOME", "09:00:00").Replace("2026-11-20", "2026-11-18", StringComparison.Ordinal));
        Assert.Equal(["answered", "repeated", "acknowledged", "answered", "answered", "stale"], _queued.Select(delivery => delivery.Reply!.Outcome));
        await StoreAsync();

        Assert.Equal("DataExchange:WELCOME:e1", await EarlierAsync(_here, Exchange("e6", "back", "PAYMENT", "09:00:04")));
    }

    [Fact]
    public async Task What_is_stored_is_not_told_twice()
    {
        await _here.PostSignedAsync(Exchange("e1", "data_exchange", "WELCOME", "09:00:01"));
        await StoreAsync();

        Assert.Equal("DataExchange:WELCOME:e1", await EarlierAsync(_here, Exchange("e2", "back", "PAYMENT", "09:00:04")));
    }

    [Fact]
    public async Task A_form_that_was_too_long_for_its_row_is_a_step_that_says_so()
    {
        var longForm = Exchange("e1", "data_exchange", "WELCOME", "09:00:01");
        await new Pipeline(_store).ProcessAsync(Posted.Body(longForm.Replace("\"p1\"", $"\"{new string('x', 40_000)}\"", StringComparison.Ordinal)));

        Assert.Equal("DataExchange:WELCOME:e1:truncated", await EarlierAsync(_here, Exchange("e2", "back", "PAYMENT", "09:00:04")));
    }

    private static string Exchange(string id, string action, string? screen, string time, string token = "t_1", string workspace = "ws_1") => $$$"""
        {"id":"{{{id}}}","event":"whatsapp.flows.exchanges","workspaceId":"{{{workspace}}}","timestamp":"2026-11-20T{{{time}}}Z","data":{
         "flow":{"id":"flow_1"},"flowResponse":{"flowToken":"{{{token}}}"},
         "flowExchange":{"action":"{{{action}}}","screen":{{{(screen is null ? "null" : $"\"{screen}\"")}}},"payload":{"product":"p1"}} }}
        """;

    private static async Task<string> EarlierAsync(ReceiverHost host, string exchange)
    {
        var result = await host.PostSignedAsync(exchange);
        return JsonElement.Parse(result.Body.Span).GetProperty("data").GetProperty("earlier").GetString()!;
    }

    private static async Task<FlowAnswer> TellEarlier(FlowContext context) => FlowAnswer.Data(new
    {
        earlier = string.Join(' ', (await context.EarlierAsync()).Select(step =>
            $"{step.Action}:{(step.Screen is null ? "" : $"{step.Screen}:")}{step.EventId}{(step.Payload.TryGetProperty("truncated", out _) ? ":truncated" : "")}")),
    });

    private ReceiverHost Instance()
    {
        var host = new ReceiverHost(configure: services => services
            .AddSingleton<ITableStore>(_store)
            .AddSingleton(new FlowOptions { MaxAge = TimeSpan.FromHours(24) })
            .AddFlow("session", flow => flow.WithId("flow_1").OnAny(TellEarlier)));
        host.Queue
            .Setup(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()))
            .Callback((Delivery delivery, CancellationToken _) => _queued.Add(delivery))
            .Returns(Task.CompletedTask);
        return host;
    }

    private async Task StoreAsync()
    {
        await new Pipeline(_store).ProcessAsync(_queued);
        _queued.Clear();
    }
}
