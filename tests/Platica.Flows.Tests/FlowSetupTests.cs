using Microsoft.Extensions.DependencyInjection;
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

    private sealed class Twins
    {
        public string? UserName { get; set; }

        public string? User_name { get; set; }
    }
}
