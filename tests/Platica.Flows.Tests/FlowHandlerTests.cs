using Microsoft.Extensions.DependencyInjection;
using Platica.Flows.Tests.Infrastructure;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Models;

namespace Platica.Flows.Tests;

public sealed class FlowHandlerTests
{
    public static TheoryData<string, Delegate> Delegates => new()
    {
        { "an answer", () => FlowAnswer.Show("A") },
        { "a finished task", () => Task.FromResult(FlowAnswer.Show("A")) },
        { "a task", async () => { await Task.Yield(); return FlowAnswer.Show("A"); } },
        { "a value task", async ValueTask<FlowAnswer> () => { await Task.Yield(); return FlowAnswer.Show("A"); } },
        { "a method", Method },
        { "a method of an object", new Greeter("A").Greet },
        { "a delegate of another kind", new Handler(Method) },
    };

    [Theory]
    [MemberData(nameof(Delegates))]
    public async Task OnInit_takes_sync_and_async_delegates(string kind, Delegate handler)
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(handler));

        Assert.True((await host.AskAsync(Ask.Init)).Json() == """{"screen":"A","data":{}}""", kind);
    }

    [Fact]
    public async Task A_handler_gets_the_context_the_exchange_services_and_the_deadline_in_any_order()
    {
        var exchange = Ask.Form("WELCOME", """{"selected_product":"p1"}""") with
        {
            Client = new Client("cli_1", new FieldSet()),
            Conversation = new Conversation("conv_1", new FieldSet()),
        };
        await using var host = new FlowHost(services => services
            .AddSingleton(new Greeter("A"))
            .AddFlow("Cotizador", flow => flow.OnDataExchange<Welcome>(
                "WELCOME",
                (CancellationToken deadline, Greeter greeter, FlowExchange asked, Welcome form, FlowContext context) =>
                {
                    Assert.Same(exchange, asked);
                    Assert.Same(exchange, context.Exchange);
                    Assert.Same(greeter, context.Services.GetRequiredService<Greeter>());
                    Assert.Equal(context.Deadline, deadline);
                    Assert.True(deadline.CanBeCanceled);
                    return FlowAnswer.Data(new
                    {
                        form.SelectedProduct,
                        client = context.Client?.Id,
                        conversation = context.Conversation?.Id,
                        context.FlowToken,
                        context.Screen,
                        context.Payload,
                    });
                })));

        var reply = await host.AskAsync(exchange);

        Assert.Equal(
            """{"data":{"SelectedProduct":"p1","client":"cli_1","conversation":"conv_1","FlowToken":"dG9rMQ==","Screen":"WELCOME","Payload":{"selected_product":"p1"}}}""",
            reply.Json());
    }

    [Fact]
    public async Task Every_exchange_has_a_scope_of_its_own_that_ends_with_it()
    {
        var scoped = new List<Scoped>();
        await using var host = new FlowHost(services => services
            .AddScoped<Scoped>()
            .AddFlow("Cotizador", flow => flow.OnInit((Scoped one, Scoped same) =>
            {
                Assert.Same(one, same);
                scoped.Add(one);
                return FlowAnswer.Show("A");
            })));

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init)).Outcome);
        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init.OfAnother())).Outcome);

        Assert.Equal(2, scoped.Distinct().Count());
        await Task.WhenAll(scoped.Select(service => service.Disposed.Task)).WaitAsync(FlowHost.SafetyTimeout);
    }

    public static TheoryData<string, Delegate> Throwing => new()
    {
        { "at once", FlowAnswer () => throw new FormatException("secreto") },
        { "in its task", async Task<FlowAnswer> () => { await Task.Yield(); throw new FormatException("secreto"); } },
        { "as a failed task", () => Task.FromException<FlowAnswer>(new FormatException("secreto")) },
    };

    [Theory]
    [MemberData(nameof(Throwing))]
    public async Task A_handler_that_throws_becomes_the_fallback_and_its_text_stays_out_of_the_log(string how, Delegate handler)
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange("WELCOME", handler));

        var reply = await host.AskAsync(Ask.Form("WELCOME"));

        Assert.Equal(FlowOutcome.Failed, reply.Outcome);
        Assert.Equal("""{"screen":"WELCOME","data":{"error_message":"No pudimos continuar. Inténtalo de nuevo."}}""", reply.Json());
        var line = Assert.Single(host.Log.Lines);
        Assert.Contains("System.FormatException", line, StringComparison.Ordinal);
        Assert.False(line.Contains("secreto", StringComparison.Ordinal), how);
    }

    [Fact]
    public async Task A_log_that_fails_costs_nobody_the_answer_nor_a_slot()
    {
        await using var host = FlowHost.Of(
            flow => flow.OnInit(FlowAnswer () => throw new FormatException()).OnBack(() => FlowAnswer.Show("A")),
            new() { MaxConcurrentHandlers = 1 });
        host.Log.IsBroken = true;

        Assert.Equal(FlowOutcome.Failed, (await host.AskAsync(Ask.Init)).Outcome);

        host.Log.IsBroken = false;
        using var safety = new CancellationTokenSource(FlowHost.SafetyTimeout);
        while ((await host.AskAsync(Ask.Back("A"))).Outcome != FlowOutcome.Answered)
        {
            await Task.Delay(1, safety.Token);
        }
    }

    [Fact]
    public async Task A_cancellation_of_the_handlers_own_is_a_failure()
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(FlowAnswer () => throw new TaskCanceledException()));

        Assert.Equal(FlowOutcome.Failed, (await host.AskAsync(Ask.Init)).Outcome);
    }

    [Fact]
    public async Task A_reply_tells_the_milliseconds_since_our_code_was_entered()
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(() => FlowAnswer.Show("A")));
        var startedAt = host.Clock.GetTimestamp();
        host.Clock.Advance(TimeSpan.FromMilliseconds(12.5));

        var reply = await host.Responder.AnswerAsync(Ask.Init, startedAt).WaitAsync(FlowHost.SafetyTimeout);

        Assert.Equal(12.5, reply.Milliseconds);
    }

    private static FlowAnswer Method() => FlowAnswer.Show("A");

    private delegate FlowAnswer Handler();

    private sealed record Welcome(string SelectedProduct);

    private sealed class Greeter(string screen)
    {
        public FlowAnswer Greet() => FlowAnswer.Show(screen);
    }

    private sealed class Scoped : IDisposable
    {
        public TaskCompletionSource Disposed { get; } = new();

        public void Dispose() => Disposed.TrySetResult();
    }
}
