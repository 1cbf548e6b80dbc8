using Microsoft.Extensions.DependencyInjection;
using Platica.Flows.FlowJson;
using Platica.Flows.Testing;
using Platica.Flows.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks.Fields;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Models;

namespace Platica.Flows.Tests.Testing;

/// <summary>The phone of a business's own tests.</summary>
public sealed class FlowTesterTests
{
    [Fact]
    public async Task A_person_walks_through_a_flow()
    {
        await using var phone = FlowTester.For(services => services.AddFlow("Quote flow", flow => flow
            .WithFlowJson("Flows/cotizador.flow.json")
            .OnInit(() => FlowAnswer.Show("WELCOME", new { products = new[] { new { id = "p2", title = "Plan" } } }))
            .OnDataExchange<Welcome>("WELCOME", (Welcome form) =>
                form.SelectedProduct == "p2" ? FlowAnswer.Show("PAYMENT", new { amount_mxn = 499 }) : FlowAnswer.Error("Elige"))
            .OnBack(() => FlowAnswer.Show("WELCOME", new { products = Array.Empty<object>() }))
            .OnDataExchange("PAYMENT", () => FlowAnswer.Complete())));

        var welcome = await phone.InitAsync("Quote flow");
        var refused = await phone.SendAsync("WELCOME", new { selected_product = "p9" });
        var payment = await phone.SendAsync("WELCOME", new Welcome("p2"));
        var back = await phone.BackAsync("PAYMENT");
        var done = await phone.SendAsync("PAYMENT");

        Assert.Equal("WELCOME", welcome.Screen);
        Assert.Equal("p2", welcome.Data.GetProperty("products")[0].GetProperty("id").GetString());
        Assert.Equal(("WELCOME", "Elige"), (refused.Screen, refused.ErrorMessage));
        Assert.Equal(("PAYMENT", 499), (payment.Screen, payment.Data.GetProperty("amount_mxn").GetInt32()));
        Assert.Equal("WELCOME", back.Screen);
        Assert.True(done.IsComplete);
        Assert.All([welcome, refused, payment, back, done], answer =>
        {
            Assert.Equal(FlowOutcome.Answered, answer.Outcome);
            Assert.Empty(answer.Violations);
            Assert.Empty(answer.Log);
        });
    }

    [Fact]
    public async Task Every_exchange_runs_its_handler_however_often_the_same_is_sent()
    {
        var calls = 0;
        await using var phone = Phone(() => FlowAnswer.Data(new { call = ++calls }));

        await phone.SendAsync("A");

        Assert.Equal("""{"data":{"call":2}}""", (await phone.SendAsync("A")).Json);
    }

    [Fact]
    public async Task A_session_keeps_its_token_until_the_flow_is_opened_again()
    {
        await using var phone = Phone(async (FlowContext context) =>
            FlowAnswer.Data(new { context.FlowToken, earlier = (await context.EarlierAsync()).Count }));

        await phone.InitAsync();
        Assert.Equal("""{"data":{"FlowToken":"session-1","earlier":1}}""", (await phone.SendAsync("A")).Json);
        Assert.Equal("""{"data":{"FlowToken":"session-1","earlier":2}}""", (await phone.SendAsync("A")).Json);
        Assert.Equal("""{"data":{"FlowToken":"session-2","earlier":0}}""", (await phone.InitAsync()).Json);
        phone.FlowToken = null;
        Assert.Equal("""{"data":{"FlowToken":null,"earlier":0}}""", (await phone.SendAsync("A")).Json);
    }

    [Fact]
    public async Task Handlers_see_the_person_the_clock_and_the_flow_that_the_test_set_up()
    {
        await using var phone = FlowTester.For(services => services
            .AddSingleton<TimeProvider>(new ManualTimeProvider())
            .AddFlow("one", flow => flow.OnInit(() => FlowAnswer.Show("ONE")))
            .AddFlow("two", flow => flow.WithId("id-2").OnAny((FlowContext context, TimeProvider time) => FlowAnswer.Data(new
            {
                client = context.Client?.Id,
                conversation = context.Conversation?.Id,
                day = time.GetUtcNow().Day,
                at = context.Exchange.Timestamp?.Day,
            }))));
        phone.Client = new Client("cli_1", new FieldSet());
        phone.Conversation = new Conversation("conv_1", new FieldSet());

        Assert.Equal("ONE", (await phone.InitAsync()).Screen);
        Assert.Equal("""{"data":{"client":"cli_1","conversation":"conv_1","day":20,"at":20}}""", (await phone.InitAsync("id-2")).Json);
        Assert.Equal("""{"data":{"client":"cli_1","conversation":"conv_1","day":20,"at":20}}""", (await phone.BackAsync()).Json);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_with_the_handlers_exception()
    {
        await using var phone = Phone(FlowAnswer () => throw new FormatException("why"));

        var answer = await phone.SendAsync("A");

        Assert.Equal(FlowOutcome.Failed, answer.Outcome);
        Assert.Equal("why", Assert.IsType<FormatException>(answer.Exception).Message);
        Assert.Contains("the handler failed with System.FormatException", Assert.Single(answer.Log), StringComparison.Ordinal);
        Assert.StartsWith("failed {\"screen\":\"A\"", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("why", answer.ToString(), StringComparison.Ordinal);
        Assert.Null((await phone.AskAsync(Ask.Form("A", """{"error":"x"}"""))).Exception);
    }

    [Theory]
    [InlineData("PAYMENT", FlowOutcome.Answered, FlowViolationKind.UndeclaredKey)]
    [InlineData("PAGO", FlowOutcome.InvalidAnswer, FlowViolationKind.UnknownScreen)]
    public async Task Answers_that_do_not_fit_the_Flow_JSON_are_told(string screen, string outcome, FlowViolationKind kind)
    {
        await using var phone = FlowTester.For(services => services.AddFlow("Quote flow", flow => flow
            .WithFlowJson("Flows/cotizador.flow.json")
            .OnDataExchange("WELCOME", () => FlowAnswer.Show(screen, new { amount_mxn = 1, vat = 2 }))));

        var answer = await phone.SendAsync("WELCOME");

        Assert.Equal((outcome, kind), (answer.Outcome, Assert.Single(answer.Violations).Kind));
    }

    [Fact]
    public async Task One_line_checks_every_answer_so_far()
    {
        await using var phone = FlowTester.For(services => services.AddFlow("Quote flow", flow => flow
            .WithFlowJson("Flows/cotizador.flow.json")
            .OnInit(() => FlowAnswer.Show("WELCOME", new { products = Array.Empty<object>() }))
            .OnDataExchange<Welcome>("WELCOME", (Welcome form) => FlowAnswer.Show(form.SelectedProduct, new { amount_mxn = 1, vat = 2 }))));

        await phone.InitAsync();
        await phone.SendAsync("WELCOME", new { });
        phone.EnsureAllFit();
        await phone.SendAsync("WELCOME", new Welcome("PAYMENT"));
        await phone.SendAsync("WELCOME", new Welcome("PAGO"));
        await phone.SendAsync("PAYMENT");
        await phone.InitAsync();

        var misfits = Assert.Throws<InvalidOperationException>(phone.EnsureAllFit).Message.Split(Environment.NewLine);
        Assert.Collection(
            misfits,
            line => Assert.StartsWith("DataExchange WELCOME: answered {\"screen\":\"PAYMENT\"", line, StringComparison.Ordinal),
            line => Assert.Contains("data.vat: The screen does not declare", line, StringComparison.Ordinal),
            line => Assert.StartsWith("DataExchange WELCOME: invalid-answer ", line, StringComparison.Ordinal),
            line => Assert.Contains("no screen \"PAGO\"", line, StringComparison.Ordinal),
            line => Assert.StartsWith("DataExchange PAYMENT: no-handler ", line, StringComparison.Ordinal),
            line => Assert.Contains("has no handler for DataExchange", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_screens_ask_and_no_handler_answers_is_told_at_the_start()
    {
        await using var phone = FlowTester.For(services => services
            .AddFlow("one", flow => flow.WithFlowJson("Flows/cotizador.flow.json").OnDataExchange("WELCOME", () => FlowAnswer.Error("Elige")))
            .AddFlow("two", flow => flow.WithFlowJson("Flows/cotizador.flow.json").OnAny(() => FlowAnswer.Error("Elige"))));

        Assert.Equal(
            [
                "Flow \"one\": the Flow JSON asks DataExchange on screen \"PAYMENT\", and no handler answers that",
                "Flow \"one\": the Flow JSON asks Back on screen \"PAYMENT\", and no handler answers that",
            ],
            phone.Warnings);
        await phone.InitAsync("two");
        Assert.Equal(2, phone.Warnings.Count);
    }

    [Fact]
    public async Task What_a_form_must_have_and_its_screen_never_sends_is_told_at_the_start()
    {
        await using var phone = FlowTester.For(services => services
            .AddFlow("right", flow => flow.WithFlowJson("Flows/cotizador.flow.json")
                .OnDataExchange<Welcome>("WELCOME", (Welcome form) => FlowAnswer.Error(form.SelectedProduct))
                .OnAny((FlowContext context) => FlowAnswer.Error("Elige")))
            .AddFlow("wrong", flow => flow.WithFlowJson("Flows/cotizador.flow.json")
                .OnDataExchange<Mistyped, MistypedHandler>("WELCOME")
                .OnAny(() => FlowAnswer.Error("Elige"))));

        Assert.Equal(
            "Flow \"wrong\", DataExchange on screen \"WELCOME\": the form must have chosen_product, and in the Flow JSON no payload of the screen does",
            Assert.Single(phone.Warnings));
    }

    [Fact]
    public async Task Without_asking_for_it_no_deadline_comes()
    {
        var clock = new ManualTimeProvider();
        await using var phone = FlowTester.For(services => services.AddSingleton<TimeProvider>(clock).AddFlow("one", flow => flow.OnInit(() =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return FlowAnswer.Show("A");
        })));

        var answer = await phone.InitAsync();

        Assert.Equal((FlowOutcome.Answered, 0d), (answer.Outcome, answer.Milliseconds));
    }

    [Fact]
    public async Task With_a_deadline_a_slow_handler_is_cut()
    {
        var clock = new ManualTimeProvider();
        await using var phone = FlowTester.For(
            services => services.AddSingleton<TimeProvider>(clock).AddFlow("one", flow => flow.OnInit(() =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(450));
                return FlowAnswer.Show("A");
            })),
            withDeadline: true);

        var answer = await phone.InitAsync();

        Assert.Equal((FlowOutcome.Deadline, 450d), (answer.Outcome, answer.Milliseconds));
    }

    [Fact]
    public void A_flow_that_was_registered_wrongly_is_told_at_once() =>
        Assert.Throws<FlowSetupException>(() => Phone((Stream missing) => FlowAnswer.Show("A")));

    private static FlowTester Phone(Delegate handler) =>
        FlowTester.For(services => services.AddFlow("one", flow => flow.OnAny(handler)));

    private sealed record Welcome(string SelectedProduct);

    private sealed record Mistyped(string ChosenProduct, string? Coupon);

    private sealed class MistypedHandler
    {
        public static FlowAnswer Handle(Mistyped form) => FlowAnswer.Error(form.ChosenProduct);
    }
}
