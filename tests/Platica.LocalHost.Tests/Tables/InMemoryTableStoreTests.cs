using Platica.LocalHost.Tables;
using Platica.Processing.Tables;
using Platica.Testing.Tables;

namespace Platica.LocalHost.Tests.Tables;

public sealed class InMemoryTableStoreTests : TableStoreContract
{
    private readonly InMemoryTableStore _store = new();

    protected override ITableStore Store => _store;

    [Fact]
    public async Task Get_returns_a_text_with_lone_surrogates_as_it_was()
    {
        const string text = "before \uD83D after \uDE00";

        await InsertAsync(Row("row", text));

        Assert.Equal(text, (await GetAsync("row"))?.GetText("Value"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(7919)]
    public async Task Rows_keep_their_order_and_values_whatever_the_order_of_insertion(int stride)
    {
        const int count = 5000;
        for (var step = 1; step <= count; step++)
        {
            var key = Key((((step * stride) % count) + count) % count);
            await InsertAsync(Row(key, key));
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(Key), await QueryAsync());
        Assert.Equal(Enumerable.Range(4001, 999).Select(Key), await QueryAsync(after: Key(4000)));
        for (var number = 0; number < count; number++)
        {
            Assert.Equal(Key(number), (await GetAsync(Key(number)))?.GetText("Value"));
        }
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.InsertAsync("Contract", Row("row", 1), cancelled));

        Assert.Null(await GetAsync("row"));
    }

    private static string Key(int number) => $"{number:D5}";
}
