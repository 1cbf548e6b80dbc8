using Microsoft.Extensions.DependencyInjection;
using Platica.Flows.Tests.Infrastructure;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests;

public sealed class HandlerClassTests
{
    public static TheoryData<FlowExchange, string> Exchanges => new()
    {
        { Ask.Init, """{"screen":"WELCOME","data":{"products":["p1"]}}""" },
        { Ask.Form("WELCOME", """{"selected_product":"p1"}"""), """{"screen":"PAYMENT","data":{"product":"p1","token":"dG9rMQ=="}}""" },
        { Ask.Form("WELCOME", """{"selected_product":"p9"}"""), """{"screen":"WELCOME","data":{"error_message":"Elige un producto"}}""" },
        { Ask.Form("WELCOME"), """{"screen":"WELCOME","data":{"error_message":"Revisa los datos e inténtalo de nuevo."}}""" },
        { Ask.Form("PAYMENT"), """{"screen":"WELCOME","data":{"products":["p1"]}}""" },
        { Ask.Back("PAYMENT"), """{"screen":"WELCOME","data":{"products":["p1"]}}""" },
        { Ask.Back(null), """{"screen":"WELCOME","data":{"products":["p1"]}}""" },
    };

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task A_class_answers_a_screen_with_services_of_its_constructor(FlowExchange exchange, string expected)
    {
        await using var host = new FlowHost(services => services
            .AddSingleton<Catalog>()
            .AddFlow("Cotizador", flow => flow
                .OnInit<ShowWelcome>()
                .OnDataExchange<Welcome, ChooseProduct>("WELCOME")
                .OnDataExchange<ShowWelcome>("PAYMENT")
                .OnBack<ShowWelcome>("PAYMENT")
                .OnBack<ShowWelcome>()));

        Assert.Equal(expected, (await host.AskAsync(exchange)).Json());
    }

    [Theory]
    [InlineData(FlowAction.Init, null, """{"screen":"WELCOME","data":{}}""")]
    [InlineData(FlowAction.DataExchange, "WELCOME", """{"screen":"PAYMENT","data":{"product":"p1"}}""")]
    [InlineData(FlowAction.Back, null, """{"data":{"unexpected":"Back "}}""")]
    [InlineData(FlowAction.Unknown, "X", """{"data":{"unexpected":"Unknown X"}}""")]
    public async Task A_class_answers_a_whole_flow(FlowAction action, string? screen, string expected)
    {
        await using var host = FlowHost.Of(flow => flow.OnAny<WholeFlow>());

        var exchange = Ask.Form(screen, """{"selected_product":"p1"}""") with { Action = action };

        Assert.Equal(expected, (await host.AskAsync(exchange)).Json());
    }

    [Fact]
    public async Task What_answers_anything_answers_last()
    {
        await using var host = FlowHost.Of(flow => flow
            .OnAny(() => FlowAnswer.Data(new { by = "any" }))
            .OnBack(() => FlowAnswer.Data(new { by = "back" }))
            .OnDataExchange("ONE", () => FlowAnswer.Data(new { by = "one" })));

        Assert.Equal("""{"data":{"by":"one"}}""", (await host.AskAsync(Ask.Form("ONE"))).Json());
        Assert.Equal("""{"data":{"by":"any"}}""", (await host.AskAsync(Ask.Form("TWO"))).Json());
        Assert.Equal("""{"data":{"by":"any"}}""", (await host.AskAsync(Ask.Init)).Json());
        Assert.Equal("""{"data":{"by":"back"}}""", (await host.AskAsync(Ask.Back("TWO"))).Json());
    }

    [Fact]
    public async Task Every_exchange_has_an_object_of_its_own_that_ends_with_it()
    {
        var seen = new List<Disposed>();
        await using var host = new FlowHost(services => services.AddSingleton(seen).AddFlow("Cotizador", flow => flow.OnInit<Disposed>()));

        await host.AskAsync(Ask.Init);
        await host.AskAsync(Ask.Init.OfAnother());

        Assert.Equal(2, seen.Distinct().Count());
        await Task.WhenAll(seen.Select(handler => handler.End.Task)).WaitAsync(FlowHost.SafetyTimeout);
    }

    [Fact]
    public async Task A_class_that_the_business_registered_is_taken_as_it_is()
    {
        await using var host = new FlowHost(services => services.AddSingleton(new Greeter()).AddFlow("Cotizador", flow => flow.OnInit<Greeter>()));

        Assert.Equal("""{"data":{"call":1}}""", (await host.AskAsync(Ask.Init)).Json());
        Assert.Equal("""{"data":{"call":2}}""", (await host.AskAsync(Ask.Init.OfAnother())).Json());
    }

    private sealed record Welcome(string SelectedProduct);

    private sealed class Catalog
    {
        public string[] Products { get; } = ["p1"];
    }

    private sealed class ShowWelcome(Catalog catalog)
    {
        public FlowAnswer Handle() => FlowAnswer.Show("WELCOME", new { products = catalog.Products });
    }

    private sealed class ChooseProduct(Catalog catalog)
    {
        public async Task<FlowAnswer> HandleAsync(Welcome form, FlowContext context, CancellationToken deadline)
        {
            await Task.Delay(0, deadline);
            return catalog.Products.Contains(form.SelectedProduct)
                ? FlowAnswer.Show("PAYMENT", new { product = form.SelectedProduct, token = context.FlowToken })
                : FlowAnswer.Error("Elige un producto");
        }
    }

    private sealed class WholeFlow
    {
        // Analyzers ask for static where a method needs nothing of its object.
        public static FlowAnswer Handle(FlowContext context) => (context.Action, context.Screen) switch
        {
            (FlowAction.Init, _) => FlowAnswer.Show("WELCOME"),
            (FlowAction.DataExchange, "WELCOME") => FlowAnswer.Show("PAYMENT", new { product = context.Read<Welcome>().SelectedProduct }),
            _ => FlowAnswer.Data(new { unexpected = $"{context.Action} {context.Screen}" }),
        };
    }

    private sealed class Greeter
    {
        private int _calls;

        public FlowAnswer Handle() => FlowAnswer.Data(new { call = ++_calls });
    }

    private sealed class Disposed : IDisposable
    {
        public Disposed(List<Disposed> seen) => seen.Add(this);

        public TaskCompletionSource End { get; } = new();

        public FlowAnswer Handle() => FlowAnswer.Data(new { done = End.Task.IsCompleted });

        public void Dispose() => End.SetResult();
    }
}
