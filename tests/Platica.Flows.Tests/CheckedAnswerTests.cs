using Platica.Flows.Tests.FlowJson;
using Platica.Flows.Tests.Infrastructure;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests;

/// <summary>Answers of a Flow that names its Flow JSON.</summary>
public sealed class CheckedAnswerTests : IDisposable
{
    private const string Fallback = """{"screen":"HOME","data":{"error_message":"No pudimos continuar. Inténtalo de nuevo."}}""";

    private readonly FlowFile _file = new(FlowSample.Endpoint);

    public void Dispose() => _file.Dispose();

    public static TheoryData<FlowAnswer, string> Fitting => new()
    {
        { FlowAnswer.Show("PRICE", new { price = "$ 1", total = 1 }), """{"screen":"PRICE","data":{"price":"$ 1","total":1}}""" },
        { FlowAnswer.Data(new { products = new[] { new { id = "p1", title = "Año" } } }), """{"data":{"products":[{"id":"p1","title":"Año"}]}}""" },
        { FlowAnswer.Error("Elige"), """{"screen":"HOME","data":{"error_message":"Elige"}}""" },
        {
            FlowAnswer.Complete(new { any = "thing" }),
            """{"screen":"SUCCESS","data":{"extension_message_response":{"params":{"flow_token":"dG9rMQ==","any":"thing"}}}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public async Task A_fitting_answer_is_sent_as_it_is(FlowAnswer answer, string expected)
    {
        await using var host = HostOf(answer);

        var reply = await host.AskAsync(Ask.Form("HOME"));

        Assert.Equal((FlowOutcome.Answered, expected), (reply.Outcome, reply.Json()));
        Assert.Empty(host.Log.Lines);
    }

    public static TheoryData<FlowAnswer, string, string> Mended => new()
    {
        {
            FlowAnswer.Show("PRICE", new { price = "$ 1", total = 1, secreto = "Lucía" }),
            """{"screen":"PRICE","data":{"price":"$ 1","total":1}}""",
            "data.secreto: The screen does not declare this key."
        },
        {
            FlowAnswer.Show("PRICE", new { price = (string?)null, total = 1 }),
            """{"screen":"PRICE","data":{"total":1}}""",
            "data.price: Flows know no null"
        },
        {
            FlowAnswer.Data(new { products = new[] { new { id = "p1", title = "Año", cost = 7 } } }),
            """{"data":{"products":[{"id":"p1","title":"Año"}]}}""",
            "data.products[0].cost: The screen does not declare"
        },
        { FlowAnswer.Show("PRICE", new { total = 1 }), """{"screen":"PRICE","data":{"total":1}}""", "data.price: The screen declares this key" },
    };

    [Theory]
    [MemberData(nameof(Mended))]
    public async Task An_answer_that_can_be_mended_is_sent_without_what_does_not_fit(FlowAnswer answer, string expected, string logged)
    {
        await using var host = HostOf(answer);

        var reply = await host.AskAsync(Ask.Form("HOME"));

        Assert.Equal((FlowOutcome.Answered, expected), (reply.Outcome, reply.Json()));
        var line = Assert.Single(host.Log.Lines);
        Assert.StartsWith("Warning: Flow \"Cotizador\", DataExchange on screen \"HOME\": the answer does not fit", line, StringComparison.Ordinal);
        Assert.Contains(logged, line, StringComparison.Ordinal);
        Assert.DoesNotContain("Lucía", line, StringComparison.Ordinal);
    }

    public static TheoryData<FlowAnswer, string> Unsendable => new()
    {
        { FlowAnswer.Show("PAGO", new { price = "Lucía" }), "screen: The Flow JSON has no screen \"PAGO\"." },
        { FlowAnswer.Show("PRICE", new { price = 7, total = 1 }), "data.price: The screen declares string, but this is a number." },
        { FlowAnswer.Show("PRICE", new { price = "Lucía", total = "1", vat = 2 }), "data.total: The screen declares number, but this is a string." },
    };

    [Theory]
    [MemberData(nameof(Unsendable))]
    public async Task An_answer_that_WhatsApp_would_refuse_becomes_the_fallback(FlowAnswer answer, string logged)
    {
        await using var host = HostOf(answer);

        var reply = await host.AskAsync(Ask.Form("HOME"));

        Assert.Equal((FlowOutcome.InvalidAnswer, Fallback), (reply.Outcome, reply.Json()));
        var line = Assert.Single(host.Log.Lines);
        Assert.StartsWith("Error: Flow \"Cotizador\", DataExchange on screen \"HOME\": the answer was not sent", line, StringComparison.Ordinal);
        Assert.Contains(logged, line, StringComparison.Ordinal);
        Assert.DoesNotContain("Lucía", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_is_known_too()
    {
        await using var host = FlowHost.Of(flow => flow
            .WithFlowJson(_file.Path)
            .OnDataExchange("PRICE", () => FlowAnswer.Show("HOME", new { products = Array.Empty<object>() }))
            .OnBack(() => FlowAnswer.Show("HOME", new { products = Array.Empty<object>() })));

        Assert.Equal(FlowOutcome.InvalidAnswer, (await host.AskAsync(Ask.Form("PRICE"))).Outcome);
        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Back("PRICE"))).Outcome);
    }

    [Fact]
    public async Task Errors_beside_fields_are_sent_where_the_screen_declares_them()
    {
        using var file = new FlowFile(FlowSample.Edit(
            FlowSample.Endpoint,
            "\"products\": {",
            """
            "error_messages": { "type": "object", "properties": { "product": { "type": "string" }, "phone": { "type": "string" } },
              "__example__": { "product": "Elige", "phone": "Faltan dígitos" } },
            "products": {
            """));
        await using var host = HostOf(FlowAnswer.Error("product", "Elige uno"), file);

        var reply = await host.AskAsync(Ask.Form("HOME"));

        Assert.Equal("""{"screen":"HOME","data":{"error_messages":{"product":"Elige uno"}}}""", reply.Json());
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("does not fit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_screen_that_declares_errors_may_be_shown_without_any()
    {
        using var file = new FlowFile(FlowSample.Edit(
            FlowSample.Endpoint, "\"products\": {", "\"error_messages\": { \"type\": \"object\", \"__example__\": {} }, \"products\": {"));
        await using var host = FlowHost.Of(flow => flow
            .WithFlowJson(file.Path)
            .OnInit(() => FlowAnswer.Show("HOME", new { products = Array.Empty<object>() })));

        await host.AskAsync(Ask.Init);

        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("does not fit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_beside_fields_become_one_message_where_the_screen_declares_none()
    {
        await using var host = HostOf(FlowAnswer.Errors(new Dictionary<string, string> { ["product"] = "Elige uno.", ["phone"] = "Faltan dígitos." }));

        var reply = await host.AskAsync(Ask.Form("HOME"));

        Assert.Equal(
            (FlowOutcome.Answered, """{"screen":"HOME","data":{"error_message":"Elige uno. Faltan dígitos."}}"""), (reply.Outcome, reply.Json()));
        Assert.Contains("data.error_messages", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024 * 1024, FlowOutcome.Answered)]
    [InlineData((1024 * 1024) + 1, FlowOutcome.InvalidAnswer)]
    public async Task An_answer_may_be_as_large_as_WhatsApp_s_data_channel_takes(int bytes, string outcome)
    {
        var frame = """{"data":{"image":""}}""".Length;
        await using var host = FlowHost.Of(flow => flow.OnInit(() => FlowAnswer.Data(new { image = new string('a', bytes - frame) })));

        Assert.Equal(outcome, (await host.AskAsync(Ask.Init)).Outcome);
    }

    private FlowHost HostOf(FlowAnswer answer, FlowFile? file = null) => FlowHost.Of(flow => flow
        .WithFlowJson((file ?? _file).Path)
        .OnDataExchange("HOME", () => answer));
}
