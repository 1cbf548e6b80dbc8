using Platica.Processing.Deliveries;

namespace Platica.Processing.Tests.Deliveries;

public sealed class BoundedTests
{
    /// <summary>Work that succeeds while the next is being started is the ordinary case on a store over the network.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public async Task All_work_is_done_whenever_each_ends(int atOnce)
    {
        var works = Enumerable.Range(0, 20).Select(_ => new TaskCompletionSource()).ToList();
        var started = 0;

        var all = Bounded.ForEachAsync(works, atOnce, work =>
        {
            // All that was started before ends well now.
            works.Take(started++).ToList().ForEach(earlier => earlier.TrySetResult());
            return work.Task;
        });
        while (!all.IsCompleted)
        {
            works.Take(started).ToList().ForEach(earlier => earlier.TrySetResult());
            await Task.Yield();
        }

        await all;
        Assert.Equal(20, started);
    }

    [Fact]
    public async Task No_more_run_at_once_than_allowed()
    {
        var running = 0;
        var most = 0;

        await Bounded.ForEachAsync(Enumerable.Range(0, 50), 4, async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });

        Assert.InRange(most, 1, 4);
        Assert.Equal(0, running);
    }

    [Fact]
    public async Task After_a_failure_no_more_is_started_and_it_is_thrown_once_the_rest_has_ended()
    {
        var slow = new TaskCompletionSource();
        var started = 0;
        var all = Bounded.ForEachAsync([slow.Task, Task.FromException(new InvalidOperationException("broken")), Task.CompletedTask], 16, work =>
        {
            started++;
            return work;
        });

        Assert.False(all.IsCompleted);
        slow.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => all);
        Assert.Equal(2, started);
    }
}
