using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Reading;

/// <summary>
/// A page looks at so many rows and no more; one that finds little may be short, even empty, and goes on with its continuation.
/// </summary>
public sealed class SparseListTests(SparseLists lists) : IClassFixture<SparseLists>
{
    public static TheoryData<string, string> Lists => new()
    {
        { "/api/conversations", "tag=rare" },
        { "/api/conversations", "tag=rare&phone=525500000001" },
        { "/api/clients", "tag=rare" },
        { "/api/clients", "tag=rare&phone=525500000001" },
        { "/api/conversations/all/messages", "" },
        { "/api/conversations/all/events", "event=rare.event" },
        { "/api/flow-exchanges", "token=all&flow=rare" },
        { "/api/flow-responses", "status=rare" },
        { "/api/events", "event=rare.snapshots" },
        { "/api/dead-letters", "reason=rare" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Following_the_continuation_finds_everything_exactly_once(string path, string query)
    {
        foreach (var limit in new[] { 1, 3, 8, 50, 500 })
        {
            Assert.Equal(SparseLists.Numbers, (await lists.Pipeline.GetIdsAsync(path, $"{query}&limit={limit}")).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_page_that_finds_little_ends_early(string path, string query)
    {
        var pages = await lists.Pipeline.GetPagesAsync(path, $"{query}&limit=50");

        Assert.True(pages.Count >= 3, $"{pages.Count} pages.");
        Assert.All(pages, page => Assert.InRange(Pipeline.ItemsOf(page).Count(), 0, SparseLists.Numbers.Count - 1));
    }

    [Theory]
    [InlineData("/api/conversations", "tag=none")]
    [InlineData("/api/conversations", "tag=rare&phone=525500000001&status=none")]
    [InlineData("/api/clients", "tag=none")]
    [InlineData("/api/conversations/all/events", "event=none")]
    [InlineData("/api/flow-exchanges", "token=all&flow=none")]
    [InlineData("/api/flow-responses", "flow=none")]
    [InlineData("/api/events", "event=none")]
    [InlineData("/api/dead-letters", "reason=none")]
    public async Task A_filter_that_finds_nothing_ends_after_a_few_empty_pages(string path, string query)
    {
        var pages = await lists.Pipeline.GetPagesAsync(path, query);

        Assert.All(pages, page => Assert.Empty(Pipeline.ItemsOf(page)));
        Assert.InRange(pages.Count, 3, 13);
    }
}
