using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Tests.Infrastructure;

namespace Platica.Cli.Tests.Walking;

public sealed class FlowRunTests
{
    private const string Welcome = """{"screen":"WELCOME","data":{"products":[{"id":"p1","title":"Plan Básico"},{"id":"p2","title":"Plan Profesional"}]}}""";
    private const string Payment = """{"screen":"PAYMENT","data":{"amount_mxn":499}}""";
    private const string Done = """{"screen":"SUCCESS","data":{"extension_message_response":{"params":{"flow_token":"t","payment_method":"card"}}}}""";
    private const string Appointment =
        """{"screen":"APPOINTMENT","data":{"branches":[{"id":"centro","title":"Centro"}],"dates":[],"is_date_enabled":false}}""";

    private const string Days =
        """{"screen":"APPOINTMENT","data":{"branches":[{"id":"centro","title":"Centro"}],"dates":[{"id":"2026-11-26","title":"jueves"}],"is_date_enabled":true}}""";

    private const string Details = """{"screen":"DETAILS","data":{"appointment":"Centro, jueves"}}""";

    private static readonly string Quote = PathOf("cotizador.flow.json");
    private static readonly string Cita = PathOf("cita.flow.json");

    private static StubFlow WholeQuote() => new(("init", Welcome), ("data_exchange WELCOME", Payment), ("data_exchange PAYMENT", Done));

    [Fact]
    public async Task Run_shows_each_screen_asks_for_its_form_and_ends_with_what_the_chat_gets()
    {
        using var run = WholeQuote().Run("2", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote));
        Assert.Equal(
            """
            → init
              38.2 ms of 700

            WELCOME  Cotización
              data {"products":[{"id":"p1","title":"Plan Básico"},{"id":"p2","title":"Plan Profesional"}]}
              ¿Qué plan te interesa?
              Planes
                1  p1  Plan Básico
                2  p2  Plan Profesional
              Planes (selected_product): 2
              [Ver precio] Enter: 

            → data_exchange WELCOME {"selected_product":"p2"}
              38.2 ms of 700

            PAYMENT  Tu precio
              data {"amount_mxn":499}
              $499 MXN al mes
              Forma de pago
                1  card  Tarjeta
                2  transfer  Transferencia
              Forma de pago (payment_method, optional): 
              [Contratar] Enter: 

            → data_exchange PAYMENT {}
              38.2 ms of 700

            Done: SUCCESS {"flow_token":"t","payment_method":"card"}

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public async Task Run_delivers_what_Platica_would_in_one_session()
    {
        var flow = WholeQuote();
        using var run = flow.Run("1", "", "", "");

        await run.RunAsync("flow", "run", Quote);

        var first = flow.Deliveries[0];
        Assert.Equal("http://localhost:7071/api/webhooks/platica", run.Network.Requests[1].Url);
        Assert.Equal(
            ["whatsapp.flows.init", "whatsapp.flows.screen_advance", "whatsapp.flows.screen_advance"],
            flow.Deliveries.Select(delivery => delivery.GetProperty("event").GetString()));
        Assert.Equal(3, flow.Deliveries.Select(delivery => delivery.GetProperty("id").GetString()).Distinct().Count());
        Assert.Single(flow.Deliveries.Select(delivery => delivery.GetProperty("resourceId").GetString()).Distinct());
        Assert.Equal("""{"id":"cotizador","wabaId":"100000000000001","name":"cotizador"}""", first.GetProperty("data").GetProperty("flow").ToString());
        Assert.Equal(
            """{"action":"init","screen":null,"version":"3.0","payload":{}}""", first.GetProperty("data").GetProperty("flowExchange").ToString());
    }

    [Fact]
    public async Task Run_names_the_flow_as_told_and_goes_to_the_address_given()
    {
        var flow = WholeQuote();
        using var run = flow.Run("1", "", "", "");

        await run.RunAsync("flow", "run", Quote, "example.com", "--flow", "flow_doc_abc");

        Assert.Equal("https://example.com/api/health", run.Network.Requests[0].Url);
        Assert.Equal("https://example.com/api/webhooks/platica", run.Network.Requests[1].Url);
        Assert.Equal("""{"id":"flow_doc_abc","wabaId":"100000000000001"}""", flow.Deliveries[0].GetProperty("data").GetProperty("flow").ToString());
    }

    [Fact]
    public async Task Run_tells_who_walks_where_the_documented_deliveries_do()
    {
        var flow = new StubFlow(("init", Welcome), ("data_exchange WELCOME", Payment), ("back PAYMENT {}", Welcome));
        using var run = flow.Run("1", "", "<");

        await run.RunAsync("flow", "run", Quote);

        Assert.Equal(["", "Lucía Demo", ""], flow.Deliveries.Select(delivery => Text(delivery, "client", "name")));
        Assert.Equal(["", "cli_5215500000700", ""], flow.Deliveries.Select(delivery => Text(delivery, "flowResponse", "clientId")));
        Assert.Equal(JsonValueKind.Null, flow.Deliveries[0].GetProperty("data").GetProperty("client").ValueKind);
        Assert.Equal(JsonValueKind.Null, flow.Deliveries[0].GetProperty("data").GetProperty("conversation").ValueKind);
    }

    [Theory]
    [InlineData("--person", "Ana Pérez", "Ana Pérez +5215500000700")]
    [InlineData("--phone", "55 1234-5678", "Lucía Demo +5512345678")]
    public async Task Run_tells_the_person_that_it_is_given_with_every_exchange(string option, string value, string expected)
    {
        var flow = WholeQuote();
        using var run = flow.Run("1", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote, option, value));

        Assert.All(flow.Deliveries, delivery =>
        {
            Assert.Equal(expected, $"{Text(delivery, "client", "name")} {Text(delivery, "client", "phoneNumber")}");
            Assert.Equal(expected, $"{Text(delivery, "conversation", "contactName")} {Text(delivery, "conversation", "phoneNumber")}");
            Assert.Equal(Text(delivery, "client", "id"), Text(delivery, "flowResponse", "clientId"));
            Assert.Equal(Text(delivery, "conversation", "id"), Text(delivery, "flowResponse", "conversationId"));
        });
    }

    [Fact]
    public async Task A_phone_without_digits_is_a_usage_error()
    {
        var flow = WholeQuote();
        using var run = flow.Run();

        Assert.Equal(2, await run.RunAsync("flow", "run", Quote, "--phone", "mine"));
        Assert.Equal("--phone takes a number, such as +5215500000700, not mine.\n", run.Error);
        Assert.Empty(flow.Asked);
    }

    [Fact]
    public async Task A_choice_that_a_new_list_no_longer_has_is_asked_again()
    {
        var flow = new StubFlow(
            ("init", Welcome),
            ("data_exchange WELCOME", """{"data":{"error_message":"Se agotó","products":[{"id":"p3","title":"Plan Empresarial"}]}}"""),
            ("data_exchange WELCOME", Payment),
            ("data_exchange PAYMENT", Done));
        using var run = flow.Run("2", "", "", "1", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote));
        Assert.Contains("Planes (selected_product): \n  This one may not be left empty.", run.Output, StringComparison.Ordinal);
        Assert.Equal("""data_exchange WELCOME {"selected_product":"p3"}""", flow.Asked[2]);
    }

    [Fact]
    public async Task Run_asks_again_for_what_does_not_fit()
    {
        var flow = WholeQuote();
        using var run = flow.Run("", "p9", "plan básico", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote));
        Assert.Contains("This one may not be left empty.", run.Output, StringComparison.Ordinal);
        Assert.Contains("One of the list, please: its number, id or title.", run.Output, StringComparison.Ordinal);
        Assert.Equal("""data_exchange WELCOME {"selected_product":"p1"}""", flow.Asked[1]);
    }

    [Fact]
    public async Task A_choice_with_an_action_asks_the_server_at_once_and_later_screens_send_earlier_fields()
    {
        var flow = new StubFlow(
            ("init", Appointment),
            ("data_exchange APPOINTMENT {\"trigger\":\"branch_selected\"", Days),
            ("data_exchange APPOINTMENT {\"trigger\":\"appointment_chosen\"", Details),
            ("data_exchange DETAILS", """{"data":{"error_message":"Diez dígitos"}}"""),
            ("data_exchange DETAILS", """{"screen":"SUMMARY","data":{"appointment":"a","details":"d"}}"""),
            ("data_exchange SUMMARY", """{"screen":"SUCCESS","data":{"extension_message_response":{"params":{}}}}"""));
        using var run = flow.Run("centro", "1", "", "Lucía", "55", "", "sí", "", "", "55 0000 0001", "", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Cita));
        Assert.Equal(
            [
                "init",
                """data_exchange APPOINTMENT {"trigger":"branch_selected","branch":"centro"}""",
                """data_exchange APPOINTMENT {"trigger":"appointment_chosen","branch":"centro","date":"2026-11-26"}""",
                """data_exchange DETAILS {"branch":"centro","date":"2026-11-26","name":"Lucía","phone":"55","wants_reminder":true}""",
                """data_exchange DETAILS {"branch":"centro","date":"2026-11-26","name":"Lucía","phone":"55 0000 0001","wants_reminder":true}""",
                """data_exchange SUMMARY {"branch":"centro","date":"2026-11-26","name":"Lucía","phone":"55 0000 0001","wants_reminder":true}""",
            ],
            flow.Asked);
        Assert.Contains("  ✗ Diez dígitos\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error_message", run.Output, StringComparison.Ordinal);
        Assert.Contains("Teléfono (phone) [55]: 55 0000 0001", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back_asks_the_server_only_where_the_screen_says_so()
    {
        var flow = new StubFlow(
            ("init", Welcome), ("data_exchange WELCOME", Payment), ("back PAYMENT {}", Welcome), ("data_exchange WELCOME", Payment), ("data_exchange PAYMENT", Done));
        using var run = flow.Run("<", "1", "", "<", "2", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote));
        Assert.Contains("This is the first screen: going back closes the Flow.", run.Output, StringComparison.Ordinal);
        Assert.Equal("back PAYMENT {}", flow.Asked[2]);
        Assert.Equal("""data_exchange WELCOME {"selected_product":"p2"}""", flow.Asked[3]);
    }

    [Fact]
    public async Task Back_where_the_screen_says_nothing_shows_the_one_before()
    {
        var flow = new StubFlow(
            ("init", Appointment), ("data_exchange APPOINTMENT", Days), ("data_exchange APPOINTMENT", Details),
            ("data_exchange DETAILS", """{"screen":"SUMMARY","data":{"appointment":"a","details":"d"}}"""));
        using var run = flow.Run("1", "1", "", "Ana", "55 0000 0001", "", "", "", "<");

        Assert.Equal(1, await run.RunAsync("flow", "run", Cita));
        Assert.Equal("The input ended on screen DETAILS.\n", run.Error);
        Assert.Equal(4, flow.Asked.Count);
    }

    [Theory]
    [InlineData("""{"screen":"PAGO","data":{}}""", "There is no screen|has no screen \"PAGO\"")]
    [InlineData("""{"screen":"PAYMENT","data":{"amount_mxn":499}}""", "The Flow cannot begin with screen \"PAYMENT\"")]
    [InlineData("""{"screen":"WELCOME","data":{"products":"none"}}""", "data.products: The screen declares array")]
    public async Task An_answer_that_WhatsApp_would_refuse_ends_the_walk(string answer, string warning)
    {
        using var run = new StubFlow(("init", answer)).Run();

        Assert.Equal(1, await run.RunAsync("flow", "run", Quote));
        Assert.Contains(warning.Split('|')[^1], run.Output, StringComparison.Ordinal);
        Assert.StartsWith("WhatsApp would refuse this answer", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undeclared_key_is_told_and_fails_at_the_end()
    {
        var flow = new StubFlow(("init", Welcome), ("data_exchange WELCOME", """{"screen":"PAYMENT","data":{"amount_mxn":499,"vat":1}}"""), ("data_exchange PAYMENT", Done));
        using var run = flow.Run("1", "", "", "");

        Assert.Equal(1, await run.RunAsync("flow", "run", Quote));
        Assert.Contains("  ! data.vat: The screen does not declare this key.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Done: SUCCESS", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_is_told_and_fails_nothing()
    {
        var flow = new StubFlow(("init", Welcome), ("data_exchange WELCOME", """{"screen":"PAYMENT","data":{}}"""), ("data_exchange PAYMENT", Done));
        using var run = flow.Run("1", "", "", "");

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote));
        Assert.Contains("  ! data.amount_mxn: The screen declares this key as number.\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(450, null, 0)]
    [InlineData(451, "  ! Slow: over the 450 ms", 0)]
    [InlineData(700, "  ! Slow: over the 450 ms", 0)]
    [InlineData(701, "  ! Too late: Platica has stopped waiting", 1)]
    public async Task An_answer_is_timed_against_the_700_ms(double milliseconds, string? warning, int exitCode)
    {
        var flow = new StubFlow(("init", Welcome), ("data_exchange WELCOME", Payment), ("data_exchange PAYMENT", Done))
        {
            Milliseconds = number => number == 1 ? milliseconds : 1,
        };
        using var run = flow.Run("1", "", "", "");

        Assert.Equal(exitCode, await run.RunAsync("flow", "run", Quote));
        Assert.Contains($"  {milliseconds}.0 ms of 700\n{warning}", run.Output, StringComparison.Ordinal);
        Assert.Equal(warning is null ? 0 : 1, run.Output.Split("  ! ").Length - 1);
    }

    [Fact]
    public async Task Scripted_answers_ask_nothing_and_print_what_they_answer()
    {
        var flow = WholeQuote();
        using var run = flow.Run();

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote, "--set", "selected_product=p2", "--set", "PAYMENT.payment_method=transfer"));
        Assert.Equal(
            ["init", """data_exchange WELCOME {"selected_product":"p2"}""", """data_exchange PAYMENT {"payment_method":"transfer"}"""], flow.Asked);
        Assert.Contains("Planes (selected_product): p2\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("""{"selected_product":"p2","payment_method":"card"}""")]
    [InlineData("""{"WELCOME":{"selected_product":"p2"},"PAYMENT":{"payment_method":"card"}}""")]
    [InlineData("\uFEFF" + """{"selected_product":"p2","payment_method":"card"}""")]
    public async Task Answers_come_from_a_file_flat_or_by_screen(string answers)
    {
        var flow = WholeQuote();
        using var run = flow.Run();

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote, "--answers", run.Write("answers.json", answers)));
        Assert.Equal("""data_exchange PAYMENT {"payment_method":"card"}""", flow.Asked[2]);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("oops")]
    public async Task Answers_that_are_none_are_a_usage_error(string answers)
    {
        using var run = WholeQuote().Run();

        Assert.Equal(2, await run.RunAsync("flow", "run", Quote, "--answers", run.Write("answers.json", answers)));
        Assert.Contains("is not a JSON object of answers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_lacks_an_answer_says_which()
    {
        using var run = WholeQuote().Run();

        Assert.Equal(2, await run.RunAsync("flow", "run", Quote, "--set", "payment_method=card"));
        Assert.Equal("selected_product on screen WELCOME: This one may not be left empty. --set selected_product=… or --answers.\n", run.Error);
    }

    [Fact]
    public async Task A_script_says_what_it_did_not_need()
    {
        using var run = WholeQuote().Run();

        Assert.Equal(0, await run.RunAsync("flow", "run", Quote, "--set", "selected_product=p2", "--set", "payment_methd=card"));
        Assert.Equal("Nothing asked for payment_methd.\n", run.Error);
    }

    [Fact]
    public async Task A_script_stops_where_its_answers_are_refused()
    {
        using var run = new StubFlow(("init", Welcome), ("data_exchange WELCOME", """{"screen":"WELCOME","data":{"error_message":"Elige otro"}}""")).Run();

        Assert.Equal(1, await run.RunAsync("flow", "run", Quote, "--set", "selected_product=p2"));
        Assert.Contains("✗ Elige otro", run.Output, StringComparison.Ordinal);
        Assert.Equal("Still on screen WELCOME: other answers are needed.\n", run.Error);
    }

    [Fact]
    public async Task Json_prints_one_line_an_exchange_and_the_end()
    {
        using var run = WholeQuote().Run();

        await run.RunAsync("flow", "run", Quote, "--set", "selected_product=p2", "--json");

        Assert.Equal(
            [
                $$"""{"action":"init","screen":null,"payload":{},"status":200,"milliseconds":38.2,"answer":{{Welcome}},"warnings":[]}""",
                $$"""{"action":"data_exchange","screen":"WELCOME","payload":{"selected_product":"p2"},"status":200,"milliseconds":38.2,"answer":{{Payment}},"warnings":[]}""",
                $$"""{"action":"data_exchange","screen":"PAYMENT","payload":{},"status":200,"milliseconds":38.2,"answer":{{Done}},"warnings":[]}""",
                """{"ended":"SUCCESS","payload":{"flow_token":"t","payment_method":"card"}}""",
            ],
            run.Lines);
    }

    [Fact]
    public async Task A_secret_that_is_not_the_receivers_is_told()
    {
        using var run = WholeQuote().Run();

        Assert.Equal(1, await run.RunAsync("flow", "run", Quote, "--secret", "other"));
        Assert.Equal("401 Unauthorized: Send X-Webhook-Signature.\n", run.Error);
    }

    [Theory]
    [InlineData("""{"data":{"acknowledged":true}}""", "The Flow cannot open: this answer names no screen.")]
    [InlineData("""{"data":[]}""", "Platica takes no such answer")]
    [InlineData("oops", "Platica takes no such answer")]
    public async Task A_flow_that_cannot_open_says_why(string answer, string expected)
    {
        using var run = new StubFlow(("init", answer)).Run();

        Assert.Equal(1, await run.RunAsync("flow", "run", Quote));
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Flow_that_no_server_answers_cannot_be_run()
    {
        using var run = WholeQuote().Run();
        var file = run.Write("local.flow.json", """{"version":"7.1","screens":[{"id":"ONLY","terminal":true}]}""");

        Assert.Equal(1, await run.RunAsync("flow", "run", file));
        Assert.Contains("has no data_api_version", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_listens_it_says_how_to_start_it()
    {
        using var run = new CliRun().WithSecret();

        Assert.Equal(1, await run.RunAsync("flow", "run", Quote));
        Assert.Contains("Start it with", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_prompt_that_nobody_answers()
    {
        using var stop = new CancellationTokenSource();
        using var lines = new NobodyTypes(stop.Cancel);
        var stub = WholeQuote();
        using var quote = stub.Run();
        using var run = new CliRun(quote.Network) { TypedLines = lines, InputIsTerminal = true };
        run.WithSecret();

        Assert.Equal(130, await run.RunAsync(stop.Token, "flow", "run", Quote));
        Assert.Equal(["init"], stub.Asked);
    }

    private static string Text(JsonElement delivery, string part, string field) => JsonText.ReadExact(JsonText.Find(delivery.GetProperty("data"), part), field);

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Flows", file);

    /// <summary>A terminal at which nobody types; it tells when someone is waited for.</summary>
    private sealed class NobodyTypes(Action waiting) : TextReader
    {
        private readonly ManualResetEventSlim _end = new();

        public override string? ReadLine()
        {
            waiting();
            _end.Wait(TimeSpan.FromSeconds(30));
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }
}
