using Platica.Flows.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests;

public sealed class FlowAnswerTests
{
    [Fact]
    public async Task Data_keeps_the_names_and_the_letters_that_the_business_wrote()
    {
        var reply = await ReplyTo(Ask.Init, () => FlowAnswer.Data(new { precio_mxn = 499, Título = "Año <nuevo> & \"más\"" }));

        Assert.Equal("""{"data":{"precio_mxn":499,"Título":"Año <nuevo> & \"más\""}}""", reply.Json());
        Assert.Equal(FlowOutcome.Answered, reply.Outcome);
    }

    [Fact]
    public async Task Show_names_the_screen_before_its_data() =>
        Assert.Equal(
            """{"screen":"PAYMENT","data":{"amount_mxn":499}}""",
            (await ReplyTo(Ask.Init, () => FlowAnswer.Show("PAYMENT", new { amount_mxn = 499 }))).Json());

    [Fact]
    public async Task Show_without_data_sends_an_empty_object() =>
        Assert.Equal("""{"screen":"DONE","data":{}}""", (await ReplyTo(Ask.Init, () => FlowAnswer.Show("DONE"))).Json());

    [Fact]
    public async Task Show_accepts_a_dictionary() =>
        Assert.Equal(
            """{"screen":"A","data":{"b":[1,2]}}""",
            (await ReplyTo(Ask.Init, () => FlowAnswer.Show("A", new Dictionary<string, int[]> { ["b"] = [1, 2] }))).Json());

    [Fact]
    public async Task Error_repeats_the_current_screen() =>
        Assert.Equal(
            """{"screen":"WELCOME","data":{"error_message":"Elige un producto"}}""",
            (await ReplyTo(Ask.Form("WELCOME"), () => FlowAnswer.Error("Elige un producto"))).Json());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Error_leaves_an_unknown_screen_out(string? screen) =>
        Assert.Equal(
            """{"data":{"error_message":"Intenta después"}}""",
            (await ReplyTo(Ask.Back(screen), () => FlowAnswer.Error("Intenta después"))).Json());

    [Fact]
    public async Task Errors_stand_beside_their_fields_on_the_current_screen()
    {
        Assert.Equal(
            """{"screen":"WELCOME","data":{"error_messages":{"phone":"Faltan dígitos"}}}""",
            (await ReplyTo(Ask.Form("WELCOME"), () => FlowAnswer.Error("phone", "Faltan dígitos"))).Json());
        Assert.Equal(
            """{"data":{"error_messages":{"phone":"Faltan dígitos","date":"Ya pasó"}}}""",
            (await ReplyTo(Ask.Back(null), () => FlowAnswer.Errors(new Dictionary<string, string> { ["phone"] = "Faltan dígitos", ["date"] = "Ya pasó" }))).Json());
    }

    [Fact]
    public async Task Complete_adds_the_flow_token() =>
        Assert.Equal(
            """{"screen":"SUCCESS","data":{"extension_message_response":{"params":{"flow_token":"dG9rMQ==","plan":"p2"}}}}""",
            (await ReplyTo(Ask.Init, () => FlowAnswer.Complete(new { plan = "p2" }))).Json());

    [Fact]
    public async Task Complete_keeps_a_flow_token_of_the_business() =>
        Assert.Equal(
            """{"screen":"SUCCESS","data":{"extension_message_response":{"params":{"flow_token":"mío"}}}}""",
            (await ReplyTo(Ask.Init, () => FlowAnswer.Complete(new { flow_token = "mío" }))).Json());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Complete_leaves_a_missing_flow_token_out(string? token) =>
        Assert.Equal(
            """{"screen":"SUCCESS","data":{"extension_message_response":{"params":{}}}}""",
            (await ReplyTo(Ask.Init with { FlowToken = token }, () => FlowAnswer.Complete())).Json());

    public static TheoryData<string, Func<FlowAnswer?>> WrongAnswers => new()
    {
        { "null", () => null },
        { "null data", () => FlowAnswer.Data(null!) },
        { "text as data", () => FlowAnswer.Data("secreto") },
        { "a list as data", () => FlowAnswer.Data(List()) },
        { "a number as data", () => FlowAnswer.Show("PAYMENT", 5) },
        { "a null screen", () => FlowAnswer.Show(null!, new { a = "secreto" }) },
        { "an empty screen", () => FlowAnswer.Show("", new { a = "secreto" }) },
        { "a blank screen", () => FlowAnswer.Show(" ") },
        { "an error without text", () => FlowAnswer.Error(" ") },
        { "no errors", () => FlowAnswer.Errors(new Dictionary<string, string>()) },
        { "null errors", () => FlowAnswer.Errors(null!) },
        { "an error without a field", () => FlowAnswer.Error("", "secreto") },
        { "a field's error without text", () => FlowAnswer.Error("phone", null!) },
        { "parameters that are a list", () => FlowAnswer.Complete(List()) },
        { "an infinite number", () => FlowAnswer.Data(new { a = double.PositiveInfinity }) },
        { "a cycle", () => FlowAnswer.Data(Cycle()) },
        { "a property that throws", () => FlowAnswer.Data(new Thrower("secreto")) },
    };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task A_wrong_answer_becomes_the_fallback(string mistake, Func<FlowAnswer?> answer)
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange("WELCOME", () => answer()!));

        var reply = await host.AskAsync(Ask.Form("WELCOME"));

        Assert.Equal(FlowOutcome.InvalidAnswer, reply.Outcome);
        Assert.Equal("""{"screen":"WELCOME","data":{"error_message":"No pudimos continuar. Inténtalo de nuevo."}}""", reply.Json());
        var line = Assert.Single(host.Log.Lines);
        Assert.Contains("Flow \"Cotizador\", DataExchange on screen \"WELCOME\"", line, StringComparison.Ordinal);
        Assert.False(line.Contains("secreto", StringComparison.Ordinal), mistake);
    }

    [Fact]
    public async Task A_null_task_is_a_wrong_answer()
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(Task<FlowAnswer> () => null!));

        var reply = await host.AskAsync(Ask.Init);

        Assert.Equal((FlowOutcome.InvalidAnswer, """{"data":{"acknowledged":true}}"""), (reply.Outcome, reply.Json()));
    }

    private static async Task<FlowReply> ReplyTo(FlowExchange exchange, Func<FlowAnswer> answer)
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(answer).OnBack(answer).OnDataExchange("WELCOME", answer));
        return await host.AskAsync(exchange);
    }

    private static Dictionary<string, object> Cycle()
    {
        var cycle = new Dictionary<string, object>();
        cycle["self"] = cycle;
        return cycle;
    }

    private static List<string> List() => ["secreto"];

    private sealed class Thrower(string secret)
    {
        public string Name => throw new InvalidOperationException(secret);
    }
}
