using Platica.Processing.Deliveries;

namespace Platica.Processing.Tests.Deliveries;

/// <summary>Work on many items, a few at a time.</summary>
public sealed class BoundedTests
{
    [Fact]
    public async Task ForEachAsync_starts_the_rest_when_work_ends_while_other_work_is_being_started()
    {
        TaskCompletionSource[] works = [new(), new(), new()];
        var started = new List<int>();

        var all = Bounded.ForEachAsync([0, 1, 2], 16, item =>
        {
            started.Add(item);
            if (item > 0)
            {
                works[item - 1].SetResult();
            }

            return works[item].Task;
        });
        Array.ForEach(works, work => work.TrySetResult());
        await all;

        Assert.Equal([0, 1, 2], started);
    }

    [Fact]
    public async Task ForEachAsync_runs_no_more_at_once_than_allowed()
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
    public async Task ForEachAsync_starts_no_more_after_a_failure_and_throws_it_once_the_rest_has_ended()
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
