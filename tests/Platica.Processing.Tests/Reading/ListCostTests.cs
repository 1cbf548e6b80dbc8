using Platica.Processing.Reading;

namespace Platica.Processing.Tests.Reading;

/// <summary>
/// What a page costs in rows read: it grows with the page, never with the workspace. The bounds know the limit, but not the size.
/// </summary>
public sealed class ListCostTests(GrowingWorkspaces workspaces) : IClassFixture<GrowingWorkspaces>
{
    private const int Workspace = 1;

    /// <summary>The days of the directory that one query gives.</summary>
    private const int Days = 100;

    public static TheoryData<int, int> SizesAndLimits
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var size in GrowingWorkspaces.Sizes)
            {
                data.Add(size, 1);
                data.Add(size, 50);
                data.Add(size, 500);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SizesAndLimits))]
    public async Task A_page_of_all_conversations_costs_what_it_holds_at_the_start_and_in_the_middle(int size, int limit)
    {
        foreach (var query in new[] { "", "&continuation=(middle)", "&status=open", "&status=open&continuation=(middle)", "&since=2026-11-20" })
        {
            var (items, rowsRead) = await workspaces.ReadPageAsync(size, "/api/conversations", $"limit={limit}{query}");

            Assert.Equal(limit, items);
            Assert.InRange(rowsRead, 2 * limit, CostOf(0, limit));
        }
    }

    [Theory]
    [MemberData(nameof(SizesAndLimits))]
    public async Task A_page_of_one_in_twenty_costs_what_lies_between_or_ends_early(int size, int limit)
    {
        foreach (var query in new[] { "", "&continuation=(middle)" })
        {
            var (items, rowsRead) = await workspaces.ReadPageAsync(size, "/api/conversations", $"limit={limit}&tag=rare{query}");

            Assert.InRange(items, Math.Min(limit, 25), limit);
            Assert.InRange(rowsRead, 2 * items, CostOf(Math.Min(20 * limit, RangeReader.MostExamined), limit));
        }
    }

    [Theory]
    [MemberData(nameof(SizesAndLimits))]
    public async Task A_filter_that_finds_nothing_gives_up_after_so_many_rows(int size, int limit)
    {
        foreach (var query in new[] { "", "&continuation=(middle)", "&phone=520000000003" })
        {
            var (items, rowsRead) = await workspaces.ReadPageAsync(size, "/api/conversations", $"limit={limit}&tag=none{query}");

            Assert.Equal(0, items);
            Assert.InRange(rowsRead, 100, CostOf(RangeReader.MostExamined, limit));
        }
    }

    [Theory]
    [MemberData(nameof(SizesAndLimits))]
    public async Task A_page_of_one_phone_of_one_conversation_or_of_events_costs_what_it_holds(int size, int limit)
    {
        var held = Math.Min(limit, size / 10);
        Assert.InRange((await workspaces.ReadPageAsync(size, "/api/conversations", $"limit={limit}&phone=520000000003")).RowsRead, 2 * held, CostOf(0, limit));
        Assert.InRange((await workspaces.ReadPageAsync(size, "/api/conversations/conv_7/events", $"limit={limit}")).RowsRead, 2, 2);
        Assert.InRange((await workspaces.ReadPageAsync(size, "/api/events", $"limit={limit}")).RowsRead, limit, CostOf(0, limit) + Days);
    }

    /// <summary>The rows looked at and what one query gives, each as index and as itself. A query asks for no fewer than seventeen.</summary>
    private static int CostOf(int lookedAt, int limit) => (2 * (lookedAt + Math.Max(limit, 16) + 1)) + Workspace;
}
