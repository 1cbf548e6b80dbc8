using Microsoft.Extensions.DependencyInjection;
using Platica.Flows.Tests.FlowJson;
using Platica.Flows.Tests.Infrastructure;

namespace Platica.Flows.Tests;

public sealed class FlowSetupTests
{
    public static TheoryData<string, Action<FlowBuilder>> Impossible => new()
    {
        { "Flow \"Cotizador\", Init: the handler returns String. Return FlowAnswer", flow => flow.OnInit(() => "A") },
        { "Flow \"Cotizador\", Init: the handler returns Void.", flow => flow.OnInit(() => { }) },
        { "Flow \"Cotizador\", Back on screen \"A\": the handler returns Task.", flow => flow.OnBack("A", () => Task.CompletedTask) },
        {
            "Flow \"Cotizador\", Back: the parameter \"Int32& number\" is passed by reference",
            flow => flow.OnBack((ref int number) => FlowAnswer.Show("A"))
        },
        {
            "Flow \"Cotizador\", DataExchange on screen \"A\": no parameter of the handler takes the form Form.",
            flow => flow.OnDataExchange<Form>("A", () => FlowAnswer.Show("B"))
        },
        {
            "Flow \"Cotizador\", DataExchange on screen \"A\": System.Text.Json cannot read the form Twins",
            flow => flow.OnDataExchange<Twins>("A", (Twins form) => FlowAnswer.Show("B"))
        },
        {
            "Flow \"Cotizador\", Init: there are two handlers",
            flow => flow.OnInit(() => FlowAnswer.Show("A")).OnInit(() => FlowAnswer.Show("B"))
        },
        { "Flow \"Cotizador\" has no handler", flow => flow.WithId("id") },
        {
            "Flow \"Cotizador\", anything: there are two handlers",
            flow => flow.OnAny(() => FlowAnswer.Show("A")).OnAny(() => FlowAnswer.Show("B"))
        },
        { "Flow \"Cotizador\", Init: the class Form has 0 public methods Handle or HandleAsync; it needs one.", flow => flow.OnInit<Form>() },
        { "Flow \"Cotizador\", Back: the class Torn has 2 public methods Handle or HandleAsync", flow => flow.OnBack<Torn>() },
        {
            "Flow \"Cotizador\", DataExchange on screen \"A\": no parameter of the handler takes the form Form.",
            flow => flow.OnDataExchange<Form, Reader>("A")
        },
        { "Flow \"Cotizador\": the Flow JSON ", flow => flow.WithFlowJson("Flows/nowhere.flow.json") },
        {
            "Flow \"Cotizador\", DataExchange on screen \"PAGO\": the Flow JSON has no such screen. It has WELCOME, PAYMENT.",
            flow => flow.OnDataExchange("PAGO", () => FlowAnswer.Show("WELCOME")).WithFlowJson("Flows/cotizador.flow.json")
        },
        {
            "Flow \"Cotizador\", Back on screen \"PAGO\": the Flow JSON has no such screen.",
            flow => flow.WithFlowJson("Flows/cotizador.flow.json").OnBack("PAGO", () => FlowAnswer.Show("WELCOME"))
        },
        {
            "Flow \"Cotizador\" has two Flow JSON files.",
            flow => flow.WithFlowJson("Flows/cotizador.flow.json").WithFlowJson("Flows/cita.flow.json")
        },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void AddFlow_refuses_what_cannot_be_a_handler_and_says_where(string expected, Action<FlowBuilder> configure)
    {
        var refusal = Assert.Throws<FlowSetupException>(() => new ServiceCollection().AddFlow("Cotizador", configure));

        Assert.StartsWith(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddPlaticaFlows_refuses_a_parameter_that_nobody_registered()
    {
        var refusal = Assert.Throws<FlowSetupException>(() => FlowHost.Of(
            flow => flow.OnDataExchange<Form>("A", (Form form, Stream prices) => FlowAnswer.Show("B"))));

        Assert.StartsWith(
            "Flow \"Cotizador\", DataExchange on screen \"A\": the parameter \"Stream prices\" is neither",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AddPlaticaFlows_refuses_a_class_whose_constructor_takes_what_nobody_registered()
    {
        var refusal = Assert.Throws<FlowSetupException>(() => FlowHost.Of(flow => flow.OnInit<Reader>()));

        Assert.StartsWith("Flow \"Cotizador\", Init: the parameter \"Stream prices\" is neither", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json", "error malformed-json")]
    [InlineData("""{"version":"7.1","screens":[{"id":"HOME"},{"id":"HOME"}]}""", "error ")]
    public void WithFlowJson_refuses_a_file_with_errors_and_tells_them_with_their_lines(string json, string expected)
    {
        using var file = new FlowFile(json);

        var refusal = Assert.Throws<FlowSetupException>(() => FlowHost.Of(flow => flow.WithFlowJson(file.Path).OnInit(() => FlowAnswer.Show("HOME"))));

        Assert.StartsWith($"Flow \"Cotizador\": {file.Path} has errors; ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_of_a_Flow_JSON_are_logged_and_change_nothing()
    {
        using var file = new FlowFile(FlowSample.Edit(FlowSample.Endpoint, "\"products\": {", "\"unused\": { \"type\": \"string\", \"__example__\": \"\" }, \"products\": {"));
        await using var host = FlowHost.Of(flow => flow.WithFlowJson(file.Path).OnDataExchange("HOME", () => FlowAnswer.Error("Elige")));

        Assert.StartsWith("Warning: The Flow JSON of Flow \"Cotizador\": ", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Form("HOME"))).Outcome);
    }

    [Theory]
    [InlineData("a", "id-1", false, "There are two Flows named \"a\".")]
    [InlineData("A", "id-1", false, "There are two Flows named \"A\".")]
    [InlineData("b", "id-a", false, "The Flows \"a\" and \"b\" both have the id \"id-a\".")]
    [InlineData("b", "id-1", true, "The Flows \"a\" and \"b\" cannot both be the default.")]
    public void AddFlow_refuses_two_flows_that_nobody_could_tell_apart(string name, string id, bool isDefault, string expected)
    {
        var services = new ServiceCollection().AddFlow("a", flow => flow.WithId("id-a").AsDefault().OnInit(() => FlowAnswer.Show("A")));

        var refusal = Assert.Throws<FlowSetupException>(() => services.AddFlow(name, flow =>
        {
            flow.WithId(id).OnInit(() => FlowAnswer.Show("A"));
            if (isDefault)
            {
                flow.AsDefault();
            }
        }));

        Assert.Equal(expected, refusal.Message);
    }

    public static TheoryData<string, FlowOptions> WrongOptions => new()
    {
        { "Flows:DeadlineMilliseconds", new() { DeadlineMilliseconds = 0 } },
        { "Flows:DeadlineMilliseconds", new() { DeadlineMilliseconds = 701 } },
        { "Flows:MaxAge", new() { MaxAge = TimeSpan.Zero } },
        { "Flows:MaxAge", new() { MaxAge = TimeSpan.FromHours(-1) } },
        { "Flows:MaxConcurrentHandlers", new() { MaxConcurrentHandlers = 0 } },
        { "Flows:MaxConcurrentHandlers", new() { MaxConcurrentHandlers = 1001 } },
        { "Flows:FallbackMessage", new() { FallbackMessage = " " } },
        { "Flows:InvalidFormMessage", new() { InvalidFormMessage = "" } },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void AddPlaticaFlows_refuses_settings_out_of_range_by_name(string setting, FlowOptions options)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddPlaticaFlows(options));

        Assert.StartsWith(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddPlaticaFlows_takes_the_limits_themselves()
    {
        var services = new ServiceCollection()
            .AddPlaticaFlows(new() { DeadlineMilliseconds = 700, MaxConcurrentHandlers = 1000 })
            .AddPlaticaFlows(new() { DeadlineMilliseconds = 1, MaxConcurrentHandlers = 1 });

        Assert.Single(services, service => service.ServiceType == typeof(IFlowResponder));
    }

    private sealed record Form(string Name);

    private sealed class Torn
    {
        public static FlowAnswer Handle() => FlowAnswer.Show("A");

        public static Task<FlowAnswer> HandleAsync() => Task.FromResult(Handle());
    }

    private sealed class Reader(Stream prices)
    {
        public FlowAnswer Handle() => FlowAnswer.Data(new { prices.Length });
    }

    private sealed class Twins
    {
        public string? UserName { get; set; }

        public string? User_name { get; set; }
    }
}
