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
    public async Task ForEachAsync_starts_no_more_after_a_failure_and_throws_it()
    {
        var started = new List<int>();

        var all = Bounded.ForEachAsync([0, 1, 2], 16, item =>
        {
            started.Add(item);
            return item == 1 ? Task.FromException(new InvalidDataException()) : Task.CompletedTask;
        });

        await Assert.ThrowsAsync<InvalidDataException>(() => all);
        Assert.Equal([0, 1], started);
    }
}
