using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.Testing;

namespace Platica.LocalHost.Tests.Flows;

/// <summary>Business code that hangs, seen over HTTP on a clock that stands still until it is moved.</summary>
public sealed class StuckHandlerTests : IAsyncLifetime, IDisposable
{
    private const int DeadlineMilliseconds = 450;
    private const string NeverCompletes = "flow_never_completes";
    private const string BlocksItsThread = "flow_blocks_its_thread";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly ManualResetEventSlim _released = new();
    private readonly TaskCompletionSource<FlowAnswer> _never = new();
    private RunningLocalHost _host = null!;

    public async Task InitializeAsync() => _host = await RunningLocalHost.StartAsync(
        options => options with { Flows = new FlowOptions { DeadlineMilliseconds = DeadlineMilliseconds } },
        services => services
            .AddSingleton<TimeProvider>(_clock)
            .AddFlow("Never completes", flow => flow
                .WithId(NeverCompletes)
                .OnInit(NeverComplete)
                .OnDataExchange("FORM", NeverComplete))
            .AddFlow("Blocks its thread", flow => flow
                .WithId(BlocksItsThread)
                .OnInit(BlockThread)
                .OnDataExchange("FORM", BlockThread)));

    public async Task DisposeAsync()
    {
        _never.SetResult(FlowAnswer.Show("LATE"));
        _released.Set();
        await _host.DisposeAsync();
    }

    public void Dispose()
    {
        _begun.Dispose();
        _released.Dispose();
    }

    [Theory]
    [InlineData(NeverCompletes)]
    [InlineData(BlocksItsThread)]
    public async Task A_form_gets_the_fallback_at_the_deadline_and_not_before(string flow)
    {
        var answer = AskAsync(flow, "data_exchange", "FORM");
        await HandlerBegunAsync();

        await ExpectNoAnswerBeforeDeadlineAsync(answer);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        var json = await answer.WaitAsync(Patience);
        Assert.Equal("FORM", json.GetProperty("screen").GetString());
        Assert.Equal("No pudimos continuar. Inténtalo de nuevo.", json.GetProperty("data").GetProperty("error_message").GetString());
    }

    [Theory]
    [InlineData(NeverCompletes)]
    [InlineData(BlocksItsThread)]
    public async Task Opening_a_Flow_is_acknowledged_at_the_deadline_and_not_before(string flow)
    {
        var answer = AskAsync(flow, "init", null);
        await HandlerBegunAsync();

        await ExpectNoAnswerBeforeDeadlineAsync(answer);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("""{"data":{"acknowledged":true}}""", (await answer.WaitAsync(Patience)).GetRawText());
    }

    [Theory]
    [InlineData(NeverCompletes)]
    [InlineData(BlocksItsThread)]
    public async Task A_Flow_whose_handlers_all_hang_holds_up_nobody_else(string flow)
    {
        var slots = new FlowOptions().MaxConcurrentHandlers;
        var stuck = Enumerable.Range(0, slots).Select(_ => AskAsync(flow, "data_exchange", "FORM")).ToList();
        for (var handler = 0; handler < slots; handler++)
        {
            await HandlerBegunAsync();
        }

        var overloaded = await AskAsync(flow, "data_exchange", "FORM").WaitAsync(Patience);
        Assert.Equal("No pudimos continuar. Inténtalo de nuevo.", overloaded.GetProperty("data").GetProperty("error_message").GetString());
        Assert.Equal("WELCOME", (await AskAsync("flow_doc_abc", "init", null).WaitAsync(Patience)).GetProperty("screen").GetString());
        await SendOrdinaryDeliveryAsync();
        await _host.WaitUntilProcessedAsync();
        Assert.Contains("evt-ordinary", (await _host.GetItemsAsync("/api/events")).Select(item => item.GetProperty("id").GetString()));
        Assert.DoesNotContain(stuck, answer => answer.IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(DeadlineMilliseconds));
        Assert.All(await Task.WhenAll(stuck).WaitAsync(Patience), answer => Assert.Equal("FORM", answer.GetProperty("screen").GetString()));
    }

    [Fact]
    public async Task What_the_person_sent_is_kept_although_nobody_answered()
    {
        var answer = AskAsync(NeverCompletes, "data_exchange", "FORM");
        await HandlerBegunAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(DeadlineMilliseconds));
        await answer.WaitAsync(Patience);

        await _host.WaitUntilProcessedAsync();

        var kept = Assert.Single(await _host.GetItemsAsync("/api/events?bodies=true"));
        Assert.Contains("\"email\":\"lucia@example.com\"", kept.GetProperty("body").GetString(), StringComparison.Ordinal);
        await _host.LineAsync("200 answered (deadline)");
    }

    private Task<FlowAnswer> NeverComplete()
    {
        _begun.Release();
        return _never.Task;
    }

    private FlowAnswer BlockThread()
    {
        _begun.Release();
        _released.Wait();
        return FlowAnswer.Show("LATE");
    }

    private async Task HandlerBegunAsync() => Assert.True(await _begun.WaitAsync(Patience));

    private async Task ExpectNoAnswerBeforeDeadlineAsync(Task answer)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(DeadlineMilliseconds - 1));
        await SendOrdinaryDeliveryAsync();
        Assert.False(answer.IsCompleted);
    }

    private async Task SendOrdinaryDeliveryAsync()
    {
        using var answer = await _host.SignedPostAsync("""
            {"id":"evt-ordinary","event":"message.created","workspaceId":"ws_1","data":{"message":{"id":"msg_1"}}}
            """);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task<JsonElement> AskAsync(string flow, string action, string? screen)
    {
        using var answer = await _host.SignedPostAsync($$$"""
            {"id":"{{{Guid.NewGuid()}}}","event":"whatsapp.flows.exchanges","workspaceId":"ws_1","data":{
             "flow":{"id":"{{{flow}}}"},
             "flowExchange":{"action":"{{{action}}}","screen":{{{JsonSerializer.Serialize(screen)}}},
              "payload":{"email":"lucia@example.com"}}
             }}
            """);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}
