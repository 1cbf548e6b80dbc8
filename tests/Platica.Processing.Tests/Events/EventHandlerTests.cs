using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Platica.Processing.Events;
using Platica.Webhooks.Events;

namespace Platica.Processing.Tests.Events;

public sealed class EventHandlerTests
{
    private readonly ConcurrentQueue<string> _ran = new();

    [Fact]
    public async Task A_handler_runs_for_events_of_its_type_base_type_or_name()
    {
        await using var host = new DispatcherHost(events => events
            .On<MessageCreated>((MessageCreated created) => _ran.Enqueue($"type {created.Message.Id}"))
            .On<MessageEvent>((MessageEvent message) => _ran.Enqueue($"base {message.EventId}"))
            .On<WebhookEvent>(() => _ran.Enqueue("any"))
            .On("client.tags.updated", (WebhookEvent happened) => _ran.Enqueue($"name {happened.EventName}"))
            .On<ClientCreated>(() => _ran.Enqueue("another type")));

        await host.DispatchAsync(EventSamples.Message());
        Assert.Equal(["type msg_1", "base e1", "any"], _ran);

        _ran.Clear();
        await host.DispatchAsync(EventSamples.Client("e2", "client.tags.updated"));
        Assert.Equal(["any", "name client.tags.updated"], _ran);
    }

    [Fact]
    public async Task A_handler_runs_for_what_else_a_delivery_tells_and_one_of_all_events_runs_once()
    {
        var referral = new ReferralReceived(EventSamples.Facts("e1"), new(DateTimeOffset.UnixEpoch, new()));
        await using var host = new DispatcherHost(events => events
            .On<ReferralReceived>((ReferralReceived received) => _ran.Enqueue($"referral {received.EventId}"))
            .On<MessageCreated>((MessageCreated created) => _ran.Enqueue($"message {created.EventId}"))
            .On<WebhookEvent>((WebhookEvent any) => _ran.Enqueue(any.GetType().Name)));

        await host.DispatchAsync(new MessageCreated(EventSamples.Facts("e1"), referral));

        Assert.Equal(["referral e1", "message e1", "MessageCreated"], _ran);
    }

    [Fact]
    public async Task Sync_and_async_handlers_are_awaited_one_after_the_other()
    {
        await using var host = new DispatcherHost(events => events
            .On<MessageCreated>(async () =>
            {
                await Task.Yield();
                _ran.Enqueue("task");
            })
            .On<MessageCreated>(ValueTask () =>
            {
                _ran.Enqueue("value task");
                return ValueTask.CompletedTask;
            })
            .On<MessageCreated>(() => _ran.Enqueue("void"))
            .On<MessageCreated>(async () =>
            {
                await Task.Yield();
                _ran.Enqueue("task of int");
                return 1;
            }));

        Assert.Equal([null], await host.DispatchAsync(EventSamples.Message()));

        Assert.Equal(["task", "value task", "void", "task of int"], _ran);
    }

    [Fact]
    public async Task Every_call_has_a_scope_of_its_own_that_lives_as_long_as_the_call()
    {
        var scopes = new List<Scope>();
        await using var host = new DispatcherHost(
            events => events
                .On<MessageCreated>(async (Scope scope) =>
                {
                    await Task.Yield();
                    Assert.False(scope.IsDisposed);
                    scopes.Add(scope);
                })
                .On<MessageCreated>((Scope scope) => scopes.Add(scope)),
            services => services.AddScoped<Scope>());

        Assert.Equal([null], await host.DispatchAsync(EventSamples.Message()));

        Assert.Equal(2, scopes.Distinct().Count());
        Assert.All(scopes, scope => Assert.True(scope.IsDisposed));
    }

    [Fact]
    public async Task A_failing_handler_is_tried_again_after_growing_waits_and_then_told_by_name_and_exception_type()
    {
        var tries = new ConcurrentQueue<DateTimeOffset>();
        DispatcherHost? host = null;
        await using var created = host = new DispatcherHost(events => events.On<MessageCreated>(() =>
        {
            tries.Enqueue(host!.Clock.GetUtcNow());
            throw new InvalidDataException("Lucía wrote something");
        }));

        var failures = await host.WhileTimePassesAsync(host.DispatchAsync(EventSamples.Message()), TimeSpan.FromMilliseconds(50));

        Assert.Equal(["Event handler 1, On<MessageCreated> in EventHandlerTests failed 4 times, at last with InvalidDataException."], failures);
        var waits = tries.Zip(tries.Skip(1), (first, second) => second - first).ToList();
        Assert.Equal(3, waits.Count);
        Assert.All(waits.Zip(new EventHandlerOptions().RetryWaits), pair => Assert.True(pair.First >= pair.Second, $"{pair.First} < {pair.Second}"));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("Lucía", StringComparison.Ordinal));
        Assert.Equal(3, host.Log.Lines.Count(line => line.StartsWith("Warning: Event handler 1", StringComparison.Ordinal)));
        Assert.Single(host.Log.Lines, line => line.StartsWith("Error: Event handler 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_succeeds_at_a_later_try_has_not_failed_and_the_others_run_once()
    {
        var tries = 0;
        await using var host = new DispatcherHost(events => events
            .On<MessageCreated>(() => _ran.Enqueue("before"))
            .On<MessageCreated>(() => ++tries < 3 ? throw new InvalidOperationException() : Task.CompletedTask)
            .On<MessageCreated>(() => _ran.Enqueue("after")));

        var failures = await host.WhileTimePassesAsync(host.DispatchAsync(EventSamples.Message()), TimeSpan.FromSeconds(1));

        Assert.Equal([null], failures);
        Assert.Equal(3, tries);
        Assert.Equal(["before", "after"], _ran);
    }

    [Fact]
    public async Task A_failing_handler_keeps_neither_the_events_other_handlers_nor_other_events_from_running()
    {
        await using var host = new DispatcherHost(events => events
            .On<MessageCreated>((MessageCreated created) => created.EventId == "bad" ? throw new InvalidOperationException() : Task.CompletedTask)
            .On<MessageCreated>((MessageCreated created) => _ran.Enqueue(created.EventId)));

        var failures = await host.WhileTimePassesAsync(
            host.DispatchAsync(EventSamples.Message("good"), EventSamples.Message("bad"), EventSamples.Client()), TimeSpan.FromSeconds(1));

        Assert.Equal([true, false, true], failures.Select(failure => failure is null));
        Assert.Equal(["bad", "good"], _ran.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_hangs_is_cut_by_its_timeout_whether_it_heeds_its_token_or_not(bool heedsToken)
    {
        var token = CancellationToken.None;
        await using var host = new DispatcherHost(events => events
            .On<MessageCreated>((CancellationToken timeout) =>
            {
                token = timeout;
                return Task.Delay(Timeout.Infinite, heedsToken ? timeout : CancellationToken.None);
            })
            .On<MessageCreated>(() => _ran.Enqueue("next")));
        var startedAt = host.Clock.GetUtcNow();

        var failures = await host.WhileTimePassesAsync(host.DispatchAsync(EventSamples.Message()), TimeSpan.FromSeconds(1));

        Assert.Equal(["Event handler 1, On<MessageCreated> in EventHandlerTests failed once, at last with TimeoutException."], failures);
        Assert.True(host.Clock.GetUtcNow() - startedAt >= new EventHandlerOptions().CallTimeout);
        Assert.True(token.IsCancellationRequested);
        Assert.Equal(["next"], _ran);
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_is_cut_too()
    {
        using var release = new ManualResetEventSlim();
        await using var host = new DispatcherHost(events => events.On<MessageCreated>(() => release.Wait()));

        var failures = await host.WhileTimePassesAsync(host.DispatchAsync(EventSamples.Message()), TimeSpan.FromSeconds(1));

        Assert.EndsWith("with TimeoutException.", Assert.Single(failures), StringComparison.Ordinal);
        release.Set();
    }

    [Fact]
    public async Task A_handler_runs_on_threads_of_its_own_so_that_one_that_blocks_takes_none_from_requests()
    {
        var onPool = new List<bool>();
        await using var host = new DispatcherHost(events => events.On<MessageCreated>(async () =>
        {
            onPool.Add(Thread.CurrentThread.IsThreadPoolThread);
            await Task.Yield();
            onPool.Add(Thread.CurrentThread.IsThreadPoolThread);
        }));

        await host.DispatchAsync(EventSamples.Message());

        Assert.Equal([false, false], onPool);
    }

    [Fact]
    public async Task Events_run_at_the_same_time_but_no_more_than_allowed()
    {
        var (running, most) = (0, 0);
        var allowedRun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = new DispatcherHost(
            events => events.On<MessageCreated>(async () =>
            {
                var now = Interlocked.Increment(ref running);
                most = Math.Max(most, now);
                if (now == 3)
                {
                    // Time for a fourth that should not come.
                    await Task.Delay(50);
                    allowedRun.TrySetResult();
                }

                await allowedRun.Task;
                Interlocked.Decrement(ref running);
            }),
            services => services.AddSingleton(new EventHandlerOptions { DeliveriesAtOnce = 3 }));

        await host.DispatchAsync([.. Enumerable.Range(0, 9).Select(number => EventSamples.Message($"e{number}"))]);

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Cancelling_ends_the_call_without_a_result()
    {
        using var stop = new CancellationTokenSource();
        await using var host = new DispatcherHost(events => events.On<MessageCreated>(async (CancellationToken token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Dispatcher.DispatchAsync([EventSamples.Message()], stop.Token));
    }

    private sealed class Scope : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
