using Platica.Flows.Tests.Infrastructure;

namespace Platica.Flows.Tests;

public sealed class StaleExchangeTests
{
    private static readonly FlowOptions OneDay = new() { MaxAge = TimeSpan.FromHours(24) };

    [Theory]
    [InlineData(24 * 60, FlowOutcome.Answered)]
    [InlineData((24 * 60) + 1, FlowOutcome.Stale)]
    [InlineData(-60, FlowOutcome.Answered)]
    public async Task AnswerAsync_answers_nobody_who_has_gone_long_since(int minutes, string outcome)
    {
        var called = false;
        await using var host = FlowHost.Of(flow => flow.OnDataExchange("WELCOME", () =>
        {
            called = true;
            return FlowAnswer.Show("NEXT");
        }), OneDay);

        var reply = await host.AskAsync(Ask.Form("WELCOME") with { Timestamp = host.Clock.GetUtcNow() - TimeSpan.FromMinutes(minutes) });

        Assert.Equal(outcome, reply.Outcome);
        Assert.Equal(outcome == FlowOutcome.Answered, called);
        Assert.Equal(outcome == FlowOutcome.Stale, reply.Json() == """{"screen":"WELCOME","data":{"error_message":"No pudimos continuar. Inténtalo de nuevo."}}""");
    }

    [Fact]
    public async Task AnswerAsync_takes_what_tells_no_time()
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(() => FlowAnswer.Show("NEXT")), OneDay);

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init with { Timestamp = null })).Outcome);
    }

    [Fact]
    public async Task AnswerAsync_takes_any_age_unless_told_otherwise()
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(() => FlowAnswer.Show("NEXT")));

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init with { Timestamp = DateTimeOffset.UnixEpoch })).Outcome);
    }
}
