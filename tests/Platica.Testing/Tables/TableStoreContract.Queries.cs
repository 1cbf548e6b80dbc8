using System.Globalization;
using Platica.Processing.Tables;

namespace Platica.Testing.Tables;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task Query_of_an_empty_partition_returns_nothing() => Assert.Empty(await QueryAsync());

    [Fact]
    public async Task Query_returns_ordinal_order()
    {
        string[] ordered = ["", " ", "!", "0", "10", "2", "A", "Z", "_", "a", "ab", "b", "z", "|", "~", "á", "ñ", "日"];
        await InsertAllAsync([.. ordered.Reverse().Select(key => Row(key, key))]);

        Assert.Equal(ordered, await QueryAsync());
    }

    [Fact]
    public async Task Query_returns_rows_with_the_etag_that_replaces_them()
    {
        await InsertAllAsync(Row("a", "old"), Row("b", "old"));
        var rows = await Store.QueryAsync(new TableQuery(Table, Partition, 10), CancellationToken.None);

        Assert.Equal(WriteOutcome.Written, await ReplaceAsync(Row("b", "new"), rows[1].ETag!));
        Assert.Equal("new", (await GetAsync("b"))?.GetText("Value"));
    }

    [Theory]
    [InlineData(null, null, "a b c d")]
    [InlineData("b", null, "c d")]
    [InlineData("bb", null, "c d")]
    [InlineData("", null, "a b c d")]
    [InlineData("d", null, "")]
    [InlineData(null, "c", "a b")]
    [InlineData(null, "bb", "a b")]
    [InlineData(null, "a", "")]
    [InlineData("a", "d", "b c")]
    [InlineData("c", "b", "")]
    [InlineData("C", "c", "a b")]
    public async Task Query_returns_keys_between_after_and_before_and_neither_of_them(string? after, string? before, string expected)
    {
        await InsertAllAsync(Row("d", 4), Row("b", 2), Row("a", 1), Row("c", 3));

        Assert.Equal(expected, string.Join(' ', await QueryAsync(after: after, before: before)));
    }

    [Fact]
    public async Task Query_of_a_partition_with_one_row_keeps_to_its_range()
    {
        await InsertAsync(Row("b", 1));

        Assert.Equal(["b"], await QueryAsync(after: "a", before: "c"));
        Assert.Empty(await QueryAsync(after: "b"));
        Assert.Empty(await QueryAsync(before: "b"));
    }

    [Fact]
    public async Task Query_page_by_page_returns_every_row_once()
    {
        var keys = await InsertManyAsync(2500);

        var read = new List<string>();
        for (string? after = null; ;)
        {
            var page = await QueryAsync(take: 333, after: after);
            read.AddRange(page);
            if (page.Length < 333)
            {
                break;
            }

            after = page[^1];
        }

        Assert.Equal(keys, read);
    }

    [Fact]
    public async Task Query_returns_at_most_take()
    {
        var keys = await InsertManyAsync(1200);

        Assert.Equal(keys[..1000], await QueryAsync());
        Assert.Equal(keys[700..701], await QueryAsync(take: 1, after: keys[699]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public Task Query_refuses_a_take_that_is_not_1_to_1000(int take) =>
        Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => QueryAsync(take));

    /// <summary>Inserts in an order that is neither ascending nor descending.</summary>
    private async Task<string[]> InsertManyAsync(int count)
    {
        string[] keys = [.. Enumerable.Range(0, count).Select(number => number.ToString("D5", CultureInfo.InvariantCulture))];
        var mixed = keys.OrderBy(key => string.Concat(key.Reverse()), StringComparer.Ordinal);
        foreach (var transaction in mixed.Chunk(TableLimits.TransactionRows))
        {
            await InsertAllAsync([.. transaction.Select(key => Row(key, key))]);
        }

        return keys;
    }
}
