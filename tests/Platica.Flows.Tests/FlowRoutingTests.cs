using Platica.Flows.Tests.Infrastructure;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests;

public sealed class FlowRoutingTests
{
    [Theory]
    [InlineData("id-a", null, "A")]
    [InlineData("id-a2", null, "A")]
    [InlineData("id-b", null, "B")]
    [InlineData("id-a", "b", "A")]
    [InlineData(null, "b", "B")]
    [InlineData("another", "B", "B")]
    [InlineData("another", "another", "C")]
    [InlineData(null, null, "C")]
    public async Task AnswerAsync_matches_a_flow_by_id_then_name_then_default(string? id, string? name, string expected)
    {
        await using var host = new FlowHost(services => services
            .AddFlow("a", flow => flow.WithId("id-a").WithId("id-a2").WithId("id-a").OnInit(() => FlowAnswer.Show("A")))
            .AddFlow("b", flow => flow.WithId("id-b").OnInit(() => FlowAnswer.Show("B")))
            .AddFlow("c", flow => flow.AsDefault().OnInit(() => FlowAnswer.Show("C"))));

        var reply = await host.AskAsync(Ask.Init with { FlowId = id, FlowName = name });

        Assert.Equal($$$"""{"screen":"{{{expected}}}","data":{}}""", reply.Json());
    }

    [Fact]
    public async Task AnswerAsync_asks_the_only_flow_whatever_the_id()
    {
        await using var host = FlowHost.Of(flow => flow.WithId("id-a").OnInit(() => FlowAnswer.Show("A")));

        var reply = await host.AskAsync(Ask.Init with { FlowId = "another", FlowName = null });

        Assert.Equal("""{"screen":"A","data":{}}""", reply.Json());
    }

    [Fact]
    public async Task AnswerAsync_falls_back_when_no_flow_matches()
    {
        await using var host = new FlowHost(services => services
            .AddFlow("a", flow => flow.OnInit(() => FlowAnswer.Show("A")))
            .AddFlow("b", flow => flow.OnInit(() => FlowAnswer.Show("B"))));

        var reply = await host.AskAsync(Ask.Init);

        Assert.Equal((FlowOutcome.UnknownFlow, """{"data":{"acknowledged":true}}"""), (reply.Outcome, reply.Json()));
        Assert.Contains("flow_1", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_falls_back_when_no_flow_is_registered()
    {
        await using var host = new FlowHost(_ => { });

        Assert.Equal(FlowOutcome.UnknownFlow, (await host.AskAsync(Ask.Form("WELCOME"))).Outcome);
    }

    public static TheoryData<FlowExchange, string> Exchanges => new()
    {
        { Ask.Init, "init" },
        { Ask.Init with { Screen = "ONE" }, "init" },
        { Ask.Form("ONE"), "form one" },
        { Ask.Form("TWO"), "form two" },
        { Ask.Back("TWO"), "back from two" },
        { Ask.Back("ONE"), "back" },
        { Ask.Back(null), "back" },
        { Ask.Back(""), "back" },
    };

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task AnswerAsync_finds_the_handler_by_action_and_screen(FlowExchange exchange, string expected)
    {
        await using var host = FlowHost.Of(flow => flow
            .OnInit(() => FlowAnswer.Data(new { by = "init" }))
            .OnDataExchange("ONE", () => FlowAnswer.Data(new { by = "form one" }))
            .OnDataExchange("TWO", () => FlowAnswer.Data(new { by = "form two" }))
            .OnBack("TWO", () => FlowAnswer.Data(new { by = "back from two" }))
            .OnBack(() => FlowAnswer.Data(new { by = "back" })));

        Assert.Equal($$$"""{"data":{"by":"{{{expected}}}"}}""", (await host.AskAsync(exchange)).Json());
    }

    public static TheoryData<FlowExchange, string> Unhandled => new()
    {
        { Ask.Init, """{"data":{"acknowledged":true}}""" },
        { Ask.Init with { Action = FlowAction.Unknown, Screen = "ONE" }, """{"data":{"acknowledged":true}}""" },
        { Ask.Back("TWO"), """{"data":{"acknowledged":true}}""" },
        { Ask.Form(null), """{"data":{"acknowledged":true}}""" },
        { Ask.Form(""), """{"data":{"acknowledged":true}}""" },
        { Ask.Form("one"), """{"screen":"one","data":{"error_message":"¿Otra vez?"}}""" },
    };

    [Theory]
    [MemberData(nameof(Unhandled))]
    public async Task AnswerAsync_falls_back_where_nobody_handles(FlowExchange exchange, string expected)
    {
        await using var host = FlowHost.Of(
            flow => flow.OnDataExchange("ONE", () => FlowAnswer.Show("TWO")).OnBack("ONE", () => FlowAnswer.Show("ONE")),
            new FlowOptions { FallbackMessage = "¿Otra vez?" });

        var reply = await host.AskAsync(exchange);

        Assert.Equal((FlowOutcome.NoHandler, expected), (reply.Outcome, reply.Json()));
    }

    [Theory]
    [InlineData("""{"error":"timeout"}""")]
    [InlineData("""{"error_message":"secreto","error_key":"bad"}""")]
    [InlineData("""{"error_key":null}""")]
    public async Task AnswerAsync_acknowledges_an_error_notification_before_routing(string payload)
    {
        var called = false;
        await using var host = FlowHost.Of(flow => flow.OnDataExchange("WELCOME", () =>
        {
            called = true;
            return FlowAnswer.Show("NEXT");
        }));

        var reply = await host.AskAsync(Ask.Form("WELCOME", payload));

        Assert.Equal((FlowOutcome.Acknowledged, """{"data":{"acknowledged":true}}"""), (reply.Outcome, reply.Json()));
        Assert.False(called);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("secreto", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnswerAsync_acknowledges_a_check_whatever_it_asks_and_neither_runs_nor_logs_anything()
    {
        var called = false;
        await using var host = FlowHost.Of(flow => flow.OnInit(() =>
        {
            called = true;
            return FlowAnswer.Show("NEXT");
        }));

        var reply = await host.AskAsync(Ask.Init with { IsCheck = true });

        Assert.Equal((FlowOutcome.Check, """{"data":{"acknowledged":true}}"""), (reply.Outcome, reply.Json()));
        Assert.False(called);
        Assert.Empty(host.Log.Lines);
    }
}
