using Platica.Flows.Running;
using Platica.Flows.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Tests;

public sealed class RepeatTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private int _calls;

    public static TheoryData<string, Func<FlowExchange, FlowExchange>> Same => new()
    {
        { "the same event", exchange => exchange },
        { "the same content in another event", AnotherEvent },
        { "the same event with another content", exchange => exchange with { FlowToken = "other" } },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public async Task A_repeated_exchange_gets_the_first_answer_and_the_handler_runs_once(string how, Func<FlowExchange, FlowExchange> repeat)
    {
        await using var host = CountingHost();
        var exchange = Ask.Form("WELCOME", """{"product":"p1"}""");
        var first = await host.AskAsync(exchange);
        host.Clock.Advance(Window);

        var second = await host.AskAsync(repeat(exchange));

        Assert.Equal((FlowOutcome.Answered, """{"data":{"call":1}}"""), (first.Outcome, first.Json()));
        Assert.True((FlowOutcome.Repeated, first.Json()) == (second.Outcome, second.Json()), how);
        Assert.Equal(1, _calls);
    }

    public static TheoryData<string, Func<FlowExchange, FlowExchange>> Different => new()
    {
        { "another token", exchange => AnotherEvent(exchange) with { FlowToken = "other" } },
        { "no token", exchange => AnotherEvent(exchange) with { FlowToken = null } },
        { "another action", exchange => AnotherEvent(exchange) with { Action = FlowAction.Back } },
        { "another screen", exchange => AnotherEvent(exchange) with { Screen = "OTHER" } },
        { "another payload", exchange => AnotherEvent(exchange) with { Payload = Ask.Form("WELCOME", """{"product":"p2"}""").Payload } },
        { "another workspace", exchange => exchange with { Workspace = "platica.ws_2" } },
    };

    [Theory]
    [MemberData(nameof(Different))]
    public async Task What_is_not_the_same_is_answered_for_itself(string how, Func<FlowExchange, FlowExchange> change)
    {
        await using var host = CountingHost();
        var exchange = Ask.Form("WELCOME", """{"product":"p1"}""");
        await host.AskAsync(exchange);

        var second = await host.AskAsync(change(exchange));

        Assert.True((FlowOutcome.Answered, """{"data":{"call":2}}""") == (second.Outcome, second.Json()), how);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unused")]
    public async Task People_without_a_token_of_their_own_are_never_taken_for_one(string? token)
    {
        await using var host = CountingHost();
        await host.AskAsync(Ask.Init with { FlowToken = token });

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init with { FlowToken = token })).Outcome);
        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task The_same_content_runs_the_handler_again_after_ten_seconds()
    {
        await using var host = CountingHost();
        var exchange = Ask.Form("WELCOME");
        await host.AskAsync(exchange);
        host.Clock.Advance(Window + TimeSpan.FromTicks(1));

        Assert.Equal("""{"data":{"call":2}}""", (await host.AskAsync(AnotherEvent(exchange))).Json());
        Assert.Equal(FlowOutcome.Repeated, (await host.AskAsync(AnotherEvent(exchange))).Outcome);
    }

    [Fact]
    public async Task The_same_event_is_known_for_ten_minutes()
    {
        await using var host = CountingHost();
        var exchange = Ask.Form("WELCOME");
        await host.AskAsync(exchange);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(FlowOutcome.Repeated, (await host.AskAsync(exchange)).Outcome);

        host.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(exchange)).Outcome);
    }

    [Fact]
    public async Task A_repeat_joins_a_handler_that_still_runs_and_tells_its_own_time()
    {
        var end = new TaskCompletionSource<FlowAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = FlowHost.Of(flow => flow.OnDataExchange("WELCOME", () =>
        {
            _calls++;
            return end.Task;
        }));
        var exchange = Ask.Form("WELCOME");
        var first = host.StartAsync(exchange);
        host.Clock.Advance(TimeSpan.FromMilliseconds(100));
        var second = host.StartAsync(AnotherEvent(exchange));
        Assert.False(second.IsCompleted);
        host.Clock.Advance(TimeSpan.FromMilliseconds(50));

        end.SetResult(FlowAnswer.Show("NEXT"));

        Assert.Equal((FlowOutcome.Answered, 150d), OutcomeOf(await first.WaitAsync(FlowHost.SafetyTimeout)));
        Assert.Equal((FlowOutcome.Repeated, 50d), OutcomeOf(await second.WaitAsync(FlowHost.SafetyTimeout)));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_repeat_that_joins_a_stuck_handler_gets_the_fallback_with_it()
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(() => new TaskCompletionSource<FlowAnswer>().Task));
        var exchange = Ask.Init;
        var first = host.StartAsync(exchange);
        var second = host.StartAsync(exchange);

        host.Clock.Advance(TimeSpan.FromMilliseconds(450));

        Assert.Equal(FlowOutcome.Deadline, (await first.WaitAsync(FlowHost.SafetyTimeout)).Outcome);
        Assert.Equal(FlowOutcome.Deadline, (await second.WaitAsync(FlowHost.SafetyTimeout)).Outcome);
    }

    [Fact]
    public async Task A_repeat_that_began_before_the_first_keeps_its_own_deadline()
    {
        await using var host = FlowHost.Of(flow => flow.OnInit(() => new TaskCompletionSource<FlowAnswer>().Task));
        var exchange = Ask.Init;
        var slowToCome = host.Clock.GetTimestamp();
        host.Clock.Advance(TimeSpan.FromMilliseconds(400));
        var first = host.StartAsync(exchange);

        var second = host.Responder.AnswerAsync(exchange, slowToCome);
        host.Clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal((FlowOutcome.Deadline, 450d), OutcomeOf(await second.WaitAsync(FlowHost.SafetyTimeout)));
        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task Whoever_got_the_fallback_and_tries_again_is_answered()
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange("WELCOME", () =>
            ++_calls == 1 ? throw new FormatException() : FlowAnswer.Show("NEXT")));
        var exchange = Ask.Form("WELCOME");
        Assert.Equal(FlowOutcome.Failed, (await host.AskAsync(exchange)).Outcome);

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(AnotherEvent(exchange))).Outcome);
        Assert.Equal(FlowOutcome.Repeated, (await host.AskAsync(exchange)).Outcome);
    }

    [Fact]
    public async Task Of_many_at_the_same_time_one_runs_the_handler()
    {
        await using var host = CountingHost();
        var exchange = Ask.Form("WELCOME");

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.AskAsync(AnotherEvent(exchange)))));

        Assert.Equal(1, _calls);
        Assert.Single(replies, reply => reply.Outcome == FlowOutcome.Answered);
        Assert.All(replies, reply => Assert.Equal("""{"data":{"call":1}}""", reply.Json()));
    }

    [Fact]
    public void Join_forgets_the_oldest_when_there_are_too_many()
    {
        var repeats = new ExchangeRepeats(new ManualTimeProvider(), Window, maxExchanges: 2);
        var (first, second, third) = (Ask.Init.OfAnother(), Ask.Init.OfAnother(), Ask.Init.OfAnother());
        Assert.All([first, second, third], exchange => Assert.Null(repeats.Join(exchange, Answered(1))));

        Assert.NotNull(repeats.Join(second, Answered(1)));
        Assert.NotNull(repeats.Join(AnotherEvent(third), Answered(1)));
        Assert.Null(repeats.Join(first, Answered(1)));
    }

    [Fact]
    public void Join_forgets_the_oldest_when_their_answers_are_too_large()
    {
        var repeats = new ExchangeRepeats(new ManualTimeProvider(), Window, maxBytes: 1000);
        var (first, second) = (Ask.Init.OfAnother(), Ask.Init.OfAnother());
        repeats.Join(first, Answered(600));
        Assert.NotNull(repeats.Join(first, Answered(600)));

        repeats.Join(second, Answered(600));

        Assert.NotNull(repeats.Join(second, Answered(600)));
        Assert.Null(repeats.Join(first, Answered(100)));
    }

    private static FlowExchange AnotherEvent(FlowExchange exchange) => exchange with { EventId = Ask.Init.EventId };

    private static Task<FlowReply> Answered(int bytes) => Task.FromResult(new FlowReply(new byte[bytes], FlowOutcome.Answered, 1));

    private static (string, double) OutcomeOf(FlowReply reply) => (reply.Outcome, reply.Milliseconds);

    private FlowHost CountingHost() => FlowHost.Of(flow => flow.OnAny(() => FlowAnswer.Data(new { call = Interlocked.Increment(ref _calls) })));
}
