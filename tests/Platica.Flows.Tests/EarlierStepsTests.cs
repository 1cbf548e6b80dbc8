using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.Flows.Sessions;
using Platica.Flows.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests;

public sealed class EarlierStepsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task EarlierAsync_tells_what_the_person_did_before_oldest_first()
    {
        await using var host = FlowHost.Of(flow => flow.OnAny(TellEarlier));
        await host.AskAsync(Ask.Init with { Timestamp = Noon });
        await host.AskAsync(Ask.Form("WELCOME", """{"selected_product":"p2"}""") with { Timestamp = Noon.AddSeconds(20) });
        await host.AskAsync(Ask.Form("LATE") with { Timestamp = Noon.AddSeconds(10) });

        var reply = await host.AskAsync(Ask.Form("PAYMENT") with { Timestamp = Noon.AddSeconds(30) });

        Assert.Equal("""{"data":{"steps":["Init  {} 0","DataExchange LATE {} 10","DataExchange WELCOME {\u0022selected_product\u0022:\u0022p2\u0022} 20"]}}""".Replace("\\u0022", "\\\"", StringComparison.Ordinal), reply.Json());
    }

    [Fact]
    public async Task EarlierAsync_leaves_out_other_sessions_error_notifications_and_repeats()
    {
        await using var host = FlowHost.Of(flow => flow.OnAny(TellEarlier));
        var form = Ask.Form("WELCOME") with { Timestamp = Noon };
        await host.AskAsync(form);
        await host.AskAsync(form with { EventId = "again" });
        await host.AskAsync(Ask.Form("OTHER").OfAnother());
        await host.AskAsync(Ask.Form("OTHER") with { Workspace = "platica.ws_2" });
        await host.AskAsync(Ask.Form("OTHER", """{"error":"timeout"}"""));

        Assert.Equal("""{"data":{"steps":["DataExchange WELCOME {} 0"]}}""", (await host.AskAsync(Ask.Form("PAYMENT"))).Json());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("unused")]
    public async Task EarlierAsync_is_empty_without_a_token_of_the_session(string? token)
    {
        await using var host = new FlowHost(services => services
            .AddSingleton<IFlowHistory>(new Stored([new("e_0", FlowAction.Init, null, FlowExchange.EmptyObject, Noon)]))
            .AddFlow("Cotizador", flow => flow.OnAny(TellEarlier)));
        await host.AskAsync(Ask.Init with { FlowToken = token });

        Assert.Equal("""{"data":{"steps":[]}}""", (await host.AskAsync(Ask.Init with { FlowToken = token })).Json());
    }

    [Fact]
    public async Task EarlierAsync_joins_what_is_stored_and_what_is_remembered_and_tells_each_once()
    {
        var (first, second) = (Ask.Form("ONE") with { Timestamp = Noon }, Ask.Form("TWO") with { Timestamp = Noon.AddSeconds(1) });
        await using var host = new FlowHost(services => services
            .AddSingleton<IFlowHistory>(new Stored(
                [new("elsewhere", FlowAction.Init, null, FlowExchange.EmptyObject, Noon.AddSeconds(-9)), StepOf(first), StepOf(second)]))
            .AddFlow("Cotizador", flow => flow.OnAny(TellEarlier)));
        await host.AskAsync(first);

        Assert.Equal("""{"data":{"steps":["Init  {} -9","DataExchange ONE {} 0"]}}""", (await host.AskAsync(second)).Json());
    }

    [Fact]
    public async Task A_step_is_read_as_its_form()
    {
        await using var host = FlowHost.Of(flow => flow
            .OnDataExchange("WELCOME", () => FlowAnswer.Show("PAYMENT"))
            .OnDataExchange("PAYMENT", async (FlowContext context) =>
                FlowAnswer.Data((await context.EarlierAsync()).Last(step => step.Screen == "WELCOME").Read<Welcome>())));
        await host.AskAsync(Ask.Form("WELCOME", """{"selected_product":"p2"}"""));

        Assert.Equal("""{"data":{"SelectedProduct":"p2"}}""", (await host.AskAsync(Ask.Form("PAYMENT"))).Json());
    }

    [Fact]
    public void Memory_forgets_the_oldest_steps_when_there_are_too_many()
    {
        var memory = new SessionMemory(new ManualTimeProvider(), maxSteps: 2);
        foreach (var screen in (string[])["ONE", "TWO", "THREE"])
        {
            memory.Add(Ask.Form(screen));
        }

        memory.Add(Ask.Form("FOUR").OfAnother());

        Assert.Equal(["THREE"], memory.StepsOf(SessionKey.Of(Ask.Init)!.Value).Select(step => step.Screen));
    }

    [Fact]
    public void Memory_forgets_the_oldest_steps_when_they_are_too_large()
    {
        var memory = new SessionMemory(new ManualTimeProvider(), maxBytes: 60);
        memory.Add(Ask.Form("ONE", $$"""{"a":"{{new string('x', 30)}}"}"""));
        memory.Add(Ask.Form("TWO", $$"""{"a":"{{new string('x', 30)}}"}"""));

        Assert.Equal(["TWO"], memory.StepsOf(SessionKey.Of(Ask.Init)!.Value).Select(step => step.Screen));
    }

    private static FlowStep StepOf(FlowExchange exchange) =>
        new(exchange.EventId, exchange.Action, exchange.Screen, exchange.Payload, exchange.Timestamp!.Value);

    private static async Task<FlowAnswer> TellEarlier(FlowContext context) => FlowAnswer.Data(new
    {
        steps = (await context.EarlierAsync()).Select(step =>
            $"{step.Action} {step.Screen} {step.Payload.GetRawText()} {(step.At - Noon).TotalSeconds}"),
    });

    private sealed record Welcome(string SelectedProduct);

    private sealed class Stored(IReadOnlyList<FlowStep> steps) : IFlowHistory
    {
        public Task<IReadOnlyList<FlowStep>> ReadAsync(FlowExchange exchange, CancellationToken cancellationToken) => Task.FromResult(steps);
    }
}
