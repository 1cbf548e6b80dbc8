using Platica.Flows.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Flows.Tests;

public sealed class DeadlineTests : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TheoryData<string> Hanging =>
        ["never completes", "blocks its thread", "blocks its thread after an await", "blocks in a value task"];

    public void Dispose() => _release.Set();

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task AnswerAsync_falls_back_exactly_at_the_deadline(string how)
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange("WELCOME", Handler(how)));
        var reply = host.StartAsync(Ask.Form("WELCOME"));
        await _entered.Task.WaitAsync(FlowHost.SafetyTimeout);

        host.Clock.Advance(TimeSpan.FromMilliseconds(449.9999));
        Assert.False(reply.IsCompleted);
        host.Clock.Advance(TimeSpan.FromMilliseconds(0.0001));

        Assert.True(reply.IsCompletedSuccessfully);
        AssertFallback(await reply, 450);
        Assert.Contains("no answer by the deadline", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_counts_from_when_our_code_was_entered()
    {
        await using var host = FlowHost.Of(
            flow => flow.OnDataExchange("WELCOME", Handler("never completes")), new() { DeadlineMilliseconds = 300 });
        var startedAt = host.Clock.GetTimestamp();
        host.Clock.Advance(TimeSpan.FromMilliseconds(100));
        var reply = host.Responder.AnswerAsync(Ask.Form("WELCOME"), startedAt);

        host.Clock.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(reply.IsCompleted);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        AssertFallback(await reply.WaitAsync(FlowHost.SafetyTimeout), 300);
    }

    [Theory]
    [InlineData(450)]
    [InlineData(2000)]
    public async Task AnswerAsync_starts_no_handler_when_the_deadline_is_over(double milliseconds)
    {
        await using var host = FlowHost.Of(flow => flow.OnDataExchange("WELCOME", Handler("never completes")));
        var startedAt = host.Clock.GetTimestamp();
        host.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        var reply = host.Responder.AnswerAsync(Ask.Form("WELCOME"), startedAt);

        Assert.True(reply.IsCompletedSuccessfully);
        AssertFallback(await reply, milliseconds);
        Assert.Contains("before the handler could start", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
        Assert.Equal(0, host.Clock.PendingTimers);
    }

    [Fact]
    public async Task The_handlers_token_is_cancelled_at_the_deadline()
    {
        CancellationToken token = default;
        await using var host = FlowHost.Of(flow => flow.OnInit(async (CancellationToken deadline) =>
        {
            token = deadline;
            _entered.SetResult();
            await Task.Delay(Timeout.Infinite, deadline);
            return FlowAnswer.Show("LATE");
        }));
        var reply = host.StartAsync(Ask.Init);
        await _entered.Task.WaitAsync(FlowHost.SafetyTimeout);
        Assert.False(token.IsCancellationRequested);

        host.Clock.Advance(TimeSpan.FromMilliseconds(450));

        Assert.True(token.IsCancellationRequested);
        Assert.Equal(FlowOutcome.Deadline, (await reply).Outcome);
        await host.Log.LineAsync("ended after its deadline");
    }

    [Fact]
    public async Task A_handler_that_answered_is_not_cancelled()
    {
        CancellationToken token = default;
        await using var host = FlowHost.Of(flow => flow.OnInit((CancellationToken deadline) =>
        {
            token = deadline;
            return FlowAnswer.Show("A");
        }));

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init)).Outcome);
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(token.IsCancellationRequested);
        Assert.Empty(host.Log.Lines);
    }

    [Fact]
    public async Task What_a_handler_hangs_on_its_token_may_throw()
    {
        await using var host = FlowHost.Of(flow => flow.OnInit((CancellationToken deadline) =>
        {
            deadline.Register(() => throw new FormatException("secreto"));
            _entered.SetResult();
            return new TaskCompletionSource<FlowAnswer>().Task;
        }));
        var reply = host.StartAsync(Ask.Init);
        await _entered.Task.WaitAsync(FlowHost.SafetyTimeout);

        host.Clock.Advance(TimeSpan.FromMilliseconds(450));

        Assert.Equal(FlowOutcome.Deadline, (await reply).Outcome);
        Assert.Contains(host.Log.Lines, line => line.Contains("System.FormatException", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("secreto", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_throws_after_its_deadline_is_logged()
    {
        var end = new TaskCompletionSource<FlowAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = FlowHost.Of(flow => flow.OnInit(() => end.Task));
        var reply = host.StartAsync(Ask.Init);
        host.Clock.Advance(TimeSpan.FromMilliseconds(450));
        Assert.Equal(FlowOutcome.Deadline, (await reply).Outcome);

        end.SetException(new FormatException("secreto"));

        await host.Log.LineAsync("System.FormatException");
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("secreto", StringComparison.Ordinal));
    }

    private static void AssertFallback(FlowReply reply, double milliseconds)
    {
        Assert.Equal((FlowOutcome.Deadline, milliseconds), (reply.Outcome, reply.Milliseconds));
        Assert.Equal("""{"screen":"WELCOME","data":{"error_message":"No pudimos continuar. Inténtalo de nuevo."}}""", reply.Json());
    }

    private Delegate Handler(string how) => how switch
    {
        "never completes" => NeverComplete,
        "blocks its thread" => Block,
        "blocks its thread after an await" => BlockAfterAwaitAsync,
        _ => YieldAndBlockAsync,
    };

    private Task<FlowAnswer> NeverComplete()
    {
        _entered.TrySetResult();
        return new TaskCompletionSource<FlowAnswer>().Task;
    }

    private async Task<FlowAnswer> BlockAfterAwaitAsync()
    {
        await Task.Run(() => { });
        return Block();
    }

    private async ValueTask<FlowAnswer> YieldAndBlockAsync()
    {
        await Task.Yield();
        return Block();
    }

    private FlowAnswer Block()
    {
        _entered.SetResult();
        _release.Wait(FlowHost.SafetyTimeout);
        return FlowAnswer.Show("LATE");
    }
}
