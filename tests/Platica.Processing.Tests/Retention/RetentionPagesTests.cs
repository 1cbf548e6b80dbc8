using Platica.Processing.Retention;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Retention;

public sealed class RetentionPagesTests
{
    private static readonly TimeSpan TooLong = TimeSpan.FromDays(32);

    [Fact]
    public async Task Runs_with_time_for_one_page_each_come_to_the_same_end()
    {
        using var whole = await OldAsync();
        await whole.MaintainAsync();
        using var paged = await OldAsync();
        var runs = 0;
        while (!(await paged.Store.ReadRowsAsync()).Any(item => item.Row.Columns.ContainsKey("DoneAt")))
        {
            await paged.RetainPageAsync();
            Assert.InRange(++runs, 1, 200);
        }

        Assert.InRange(runs, 8, 200);
        Assert.Equal(await whole.RowsAsync(), await paged.RowsAsync());
    }

    [Fact]
    public async Task A_walk_that_is_done_begins_again_after_a_day()
    {
        using var home = await OldAsync();
        await home.MaintainAsync();
        home.Store.ForgetCalls();

        home.Clock.Advance(TimeSpan.FromHours(22));
        await home.MaintainAsync();
        Assert.DoesNotContain(home.Store.Calls, call => call.Table == TableNames.Conversations);

        home.Clock.Advance(TimeSpan.FromHours(1));
        await home.MaintainAsync();
        Assert.Contains(home.Store.Calls, call => call.Table == TableNames.Conversations);
    }

    [Fact]
    public async Task A_dry_run_deletes_nothing_and_counts_what_the_real_one_deletes()
    {
        using var home = await OldAsync();
        var before = await home.RowsAsync();

        var counted = await home.OperateAsync(new { dryRun = true });
        Assert.Equal(before, await home.RowsAsync());
        var deleted = await home.OperateAsync(new { });

        Assert.Null(deleted.Problem);
        deleted.Counts.Remove(TableNames.Directory);
        Assert.Equal(deleted.Counts.OrderBy(count => count.Key, StringComparer.Ordinal), counted.Counts.OrderBy(count => count.Key, StringComparer.Ordinal));
        Assert.InRange(deleted.Counts.Count, 10, 11);
        Assert.Empty((await home.OperateAsync(new { })).Counts);
    }

    [Fact]
    public async Task The_operation_of_one_workspace_leaves_the_others_alone()
    {
        using var home = await OldAsync();
        var before = await home.RowsAsync();

        Assert.Empty((await home.OperateAsync(new { workspace = "platica.other" })).Counts);
        Assert.Equal(before, await home.RowsAsync());

        await home.OperateAsync(new { workspace = "platica.ws_demo" });
        Assert.DoesNotContain(await home.RowsAsync(), row => row.StartsWith("Events", StringComparison.Ordinal));
        Assert.Contains(await home.RowsAsync(), row => row.StartsWith("DeadLetters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_operation_says_so_where_everything_is_kept_for_ever()
    {
        using var home = new RetentionHome(new());

        Assert.Equal("409 Everything is kept for ever", (await home.OperateAsync(new { })).Problem);
        Assert.Equal("400 Unknown parameter", (await home.OperateAsync(new { days = 3 })).Problem);
    }

    [Fact]
    public async Task Wherever_a_walk_is_cut_short_readers_see_nothing_broken_and_the_next_one_comes_to_the_same_end()
    {
        using var whole = await OldAsync();
        await whole.MaintainAsync();
        var expected = await whole.RowsAsync();
        for (var failAt = 1; ; failAt++)
        {
            var (calls, isOn) = (0, false);
            using var home = await OldAsync(call => isOn && ++calls == failAt ? throw new StoreUnavailableException("A test cut it short.") : Task.CompletedTask);
            isOn = true;
            var isDone = await home.MaintainAsync();
            isOn = false;
            foreach (var (path, query) in ReadQuestions.About(await home.Store.ReadRowsAsync()))
            {
                Assert.All(await home.Reading.GetPagesAsync(path, query), page => Assert.Matches("^(200|404) ", page));
            }

            home.Clock.Advance(TimeSpan.FromDays(1));
            Assert.True(await home.MaintainAsync());
            Assert.Equal(expected, await home.RowsAsync());
            if (isDone)
            {
                Assert.InRange(failAt, 50, 1000);
                return;
            }
        }
    }

    [Fact]
    public async Task Workspaces_and_conversations_by_the_hundred_are_all_visited()
    {
        using var home = new RetentionHome(RetentionHome.All(30));
        for (var number = 0; number < 230; number++)
        {
            var at = home.Clock.GetUtcNow();
            await home.StoreAsync(Posted.Event(
                "message.created",
                $"evt_{number}",
                new
                {
                    message = new { id = $"m_{number}", conversationId = $"c_{number}", content = "Hola", createdAt = at.UtcDateTime },
                    conversation = new { id = $"c_{number}", status = "open" },
                },
                at,
                $"ws_{number % 3}"));
        }

        home.Clock.Advance(TooLong);
        Assert.True(await home.MaintainAsync());

        Assert.All(await home.RowsAsync(), row => Assert.StartsWith("Directory workspaces", row, StringComparison.Ordinal));
    }

    private static async Task<RetentionHome> OldAsync(Func<StoreCall, Task>? before = null)
    {
        var home = new RetentionHome(RetentionHome.All(30), before);
        await home.StoreStoryAsync();
        home.Clock.Advance(TooLong);
        return home;
    }
}
