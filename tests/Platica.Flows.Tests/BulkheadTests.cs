using System.Collections.Concurrent;
using System.Text.Json;
using Platica.Flows.Running;
using Platica.Flows.Tests.Infrastructure;

namespace Platica.Flows.Tests;

public sealed class BulkheadTests : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly CountdownEvent _entered = new(2);

    public void Dispose()
    {
        _release.Set();
        _entered.Dispose();
    }

    [Fact]
    public async Task A_full_bulkhead_answers_the_fallback_at_once_and_other_flows_still_answer()
    {
        await using var host = new FlowHost(
            services => services
                .AddFlow("slow", flow => flow.WithId("slow").OnInit(Block).OnDataExchange("WELCOME", Block))
                .AddFlow("quick", flow => flow.WithId("quick").OnInit(() => FlowAnswer.Show("A"))),
            new() { MaxConcurrentHandlers = 2 });
        var slow = Ask.Form("WELCOME") with { FlowId = "slow" };
        var first = host.StartAsync(slow);
        var second = host.StartAsync(slow.OfAnother());
        Assert.True(_entered.Wait(FlowHost.SafetyTimeout));

        var refused = host.StartAsync(slow.OfAnother());

        Assert.True(refused.IsCompletedSuccessfully);
        var reply = await refused;
        Assert.Equal((FlowOutcome.Overloaded, 0d), (reply.Outcome, reply.Milliseconds));
        Assert.Equal("""{"screen":"WELCOME","data":{"error_message":"No pudimos continuar. Inténtalo de nuevo."}}""", reply.Json());
        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init with { FlowId = "quick" })).Outcome);

        host.Clock.Advance(TimeSpan.FromMilliseconds(450));
        Assert.Equal(FlowOutcome.Deadline, (await first).Outcome);
        Assert.Equal(FlowOutcome.Deadline, (await second).Outcome);
        Assert.Equal(FlowOutcome.Overloaded, (await host.AskAsync(slow)).Outcome);
    }

    [Fact]
    public async Task A_slot_is_free_again_when_its_handler_has_really_ended()
    {
        var end = new TaskCompletionSource<FlowAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = FlowHost.Of(
            flow => flow.OnInit(() => end.Task).OnBack(() => FlowAnswer.Show("A")), new() { MaxConcurrentHandlers = 1 });
        var late = host.StartAsync(Ask.Init);
        host.Clock.Advance(TimeSpan.FromMilliseconds(450));
        Assert.Equal(FlowOutcome.Deadline, (await late).Outcome);
        Assert.Equal(FlowOutcome.Overloaded, (await host.AskAsync(Ask.Back("A"))).Outcome);

        end.SetResult(FlowAnswer.Show("LATE"));

        using var safety = new CancellationTokenSource(FlowHost.SafetyTimeout);
        while ((await host.AskAsync(Ask.Back("A"))).Outcome != FlowOutcome.Answered)
        {
            await Task.Delay(1, safety.Token);
        }
    }

    [Fact]
    public async Task Handlers_run_on_their_flows_threads_before_and_after_an_await()
    {
        var threads = new ConcurrentQueue<Thread>();
        await using var host = FlowHost.Of(flow => flow.OnInit(async () =>
        {
            threads.Enqueue(Thread.CurrentThread);
            await Task.Run(() => { });
            threads.Enqueue(Thread.CurrentThread);
            await Task.Yield();
            threads.Enqueue(Thread.CurrentThread);
            return FlowAnswer.Show("A");
        }));

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init)).Outcome);

        Assert.Equal(3, threads.Count);
        Assert.All(threads, thread => Assert.True(thread is { Name: "Flow Cotizador", IsThreadPoolThread: false, IsBackground: true }));
    }

    [Fact]
    public async Task A_handler_may_block_on_a_task_of_its_own_in_a_full_bulkhead()
    {
        await using var host = FlowHost.Of(
            flow => flow.OnInit(() => ShowAsync().GetAwaiter().GetResult()), new() { MaxConcurrentHandlers = 1 });

        Assert.Equal(FlowOutcome.Answered, (await host.AskAsync(Ask.Init)).Outcome);

        static async Task<FlowAnswer> ShowAsync()
        {
            await Task.Yield();
            return FlowAnswer.Show("A");
        }
    }

    [Fact]
    public async Task Handlers_that_block_the_thread_pool_all_the_same_leave_it_a_thread_for_the_deadline()
    {
        const int Slots = 50;
        using var entered = new CountdownEvent(Slots);
        await using var host = FlowHost.Of(
            flow => flow.OnInit(() => Task.Run(() =>
            {
                entered.Signal();
                _release.Wait(FlowHost.SafetyTimeout);
                return FlowAnswer.Show("LATE");
            })),
            new() { MaxConcurrentHandlers = Slots });

        var replies = Enumerable.Range(0, Slots).Select(_ => host.StartAsync(Ask.Init.OfAnother())).ToArray();

        // A pool that grows by one or two threads a second would need most of a minute for this.
        Assert.True(entered.Wait(TimeSpan.FromSeconds(10)));
        host.Clock.Advance(TimeSpan.FromMilliseconds(450));
        Assert.All(
            await Task.WhenAll(replies).WaitAsync(FlowHost.SafetyTimeout),
            reply => Assert.Equal(FlowOutcome.Deadline, reply.Outcome));
    }

    [Fact]
    public async Task Parallel_sessions_get_their_own_answers()
    {
        const int Sessions = 200;
        await using var host = FlowHost.Of(
            flow => flow.OnDataExchange<Echo>("ECHO", async (Echo form, FlowContext context) =>
            {
                await Task.Yield();
                return FlowAnswer.Data(new { form.Number, context.FlowToken });
            }),
            new() { MaxConcurrentHandlers = Sessions });

        var replies = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(number => Task.Run(() =>
            host.AskAsync(Ask.Form("ECHO", JsonSerializer.Serialize(new { number })) with { FlowToken = $"token {number}" }))));

        Assert.Equal(
            Enumerable.Range(0, Sessions).Select(number => $$$"""{"data":{"Number":{{{number}}},"FlowToken":"token {{{number}}}"}}"""),
            replies.Select(reply => reply.Json()));
    }

    [Fact]
    public async Task Idle_threads_end_and_are_started_again_when_needed()
    {
        var factory = new TaskFactory(new HandlerThreads("idle", 1, TimeSpan.FromMilliseconds(1)));
        var first = await factory.StartNew(() => Thread.CurrentThread).WaitAsync(FlowHost.SafetyTimeout);
        Assert.True(first.Join(FlowHost.SafetyTimeout));

        var second = await factory.StartNew(() => Thread.CurrentThread).WaitAsync(FlowHost.SafetyTimeout);

        Assert.NotSame(first, second);
    }

    [Fact]
    public async Task No_more_threads_are_started_than_allowed_and_no_task_is_left_behind()
    {
        var running = 0;
        var most = 0;
        var factory = new TaskFactory(new HandlerThreads("many", 3, TimeSpan.FromMilliseconds(1)));

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => factory.StartNew(() =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Thread.Yield();
            Interlocked.Decrement(ref running);
        }))).WaitAsync(FlowHost.SafetyTimeout);

        Assert.InRange(most, 1, 3);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private FlowAnswer Block()
    {
        _entered.Signal();
        _release.Wait(FlowHost.SafetyTimeout);
        return FlowAnswer.Show("LATE");
    }

    private sealed record Echo(int Number);
}
