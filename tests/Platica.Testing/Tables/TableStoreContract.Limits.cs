using System.Globalization;
using Platica.Processing.Tables;

namespace Platica.Testing.Tables;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task InsertAll_writes_all_rows()
    {
        Assert.Equal(WriteOutcome.Written, await InsertAllAsync(Rows(TableLimits.TransactionRows)));
        Assert.Equal(TableLimits.TransactionRows, (await QueryAsync()).Length);
    }

    [Fact]
    public async Task InsertAll_with_one_taken_key_writes_none()
    {
        await InsertAsync(Row("00007", "first"));

        var outcome = await InsertAllAsync(Rows(10));

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Equal(["00007"], await QueryAsync());
        Assert.Equal("first", (await GetAsync("00007"))?.GetText("Value"));
    }

    [Fact]
    public Task InsertAll_refuses_no_rows() => RefusesAllAsync();

    [Fact]
    public Task InsertAll_refuses_more_than_100_rows() => RefusesAllAsync(Rows(TableLimits.TransactionRows + 1));

    [Fact]
    public Task InsertAll_refuses_a_second_partition() => RefusesAllAsync(Row("a", 1), Row("b", 2) with { PartitionKey = Partition + "-2" });

    [Fact]
    public Task InsertAll_refuses_a_key_twice() => RefusesAllAsync(Row("a", 1), Row("b", 2), Row("a", 3));

    [Fact]
    public Task InsertAll_refuses_4_MiB() => RefusesAllAsync([.. Enumerable.Range(0, 5).Select(number => BigRow($"{number}", 15))]);

    [Fact]
    public Task InsertAll_refuses_4_MiB_as_it_is_sent() => RefusesAllAsync([.. Enumerable.Range(0, 4).Select(number => BigRow($"{number}", 15))]);

    [Fact]
    public async Task InsertAll_takes_what_is_under_4_MiB_as_it_is_sent() =>
        Assert.Equal(WriteOutcome.Written, await InsertAllAsync([.. Enumerable.Range(0, 2).Select(number => BigRow($"{number}", 15))]));

    [Fact]
    public async Task InsertAll_takes_the_largest_texts_however_they_are_escaped()
    {
        // Four values of 32 Ki characters, each six bytes on the way.
        var columns = Enumerable.Range(0, 4).ToDictionary(number => $"C{number}", object (_) => new string('"', 32 * 1024));

        Assert.Equal(WriteOutcome.Written, await InsertAllAsync(Row("small", 1), new TableRow(Partition, "large", columns)));
        Assert.Equal(columns["C3"], (await GetAsync("large"))!.Columns["C3"]);
    }

    [Fact]
    public Task InsertAll_refuses_all_for_one_bad_row() => RefusesAllAsync(Row("a", 1), Row("b/c", 2));

    [Theory]
    [InlineData("/")]
    [InlineData("\\")]
    [InlineData("#")]
    [InlineData("?")]
    [InlineData("\t")]
    [InlineData("\n")]
    [InlineData("\u0000")]
    [InlineData("\u001F")]
    [InlineData("\u007F")]
    [InlineData("\u009F")]
    public async Task Keys_must_not_hold_these_characters(string character)
    {
        await RefusesAsync(Row($"a{character}b", 1));
        await RefusesAsync(Row("row", 1) with { PartitionKey = $"{Partition}{character}" });
    }

    [Fact]
    public async Task Keys_hold_at_most_1024_characters()
    {
        Assert.Equal(WriteOutcome.Written, await InsertAsync(Row(new string('k', LongestKey), 1)));
        await RefusesAsync(Row(new string('k', 1025), 1));
        await RefusesAsync(Row("row", 1) with { PartitionKey = new string('k', 1025) });
    }

    [Fact]
    public async Task A_value_holds_at_most_64_KiB()
    {
        Assert.Equal(WriteOutcome.Written, await InsertAsync(Row("text", new string('x', 32 * 1024))));
        Assert.Equal(WriteOutcome.Written, await InsertAsync(Row("bytes", new byte[64 * 1024])));
        await RefusesAsync(Row("longer", new string('x', (32 * 1024) + 1)));
        await RefusesAsync(Row("longer", new byte[(64 * 1024) + 1]));
    }

    [Fact]
    public async Task A_row_holds_at_most_1_MiB()
    {
        Assert.Equal(WriteOutcome.Written, await InsertAsync(BigRow("row", 15)));
        await RefusesAsync(BigRow("larger", 16));
    }

    [Fact]
    public async Task A_row_has_at_most_252_columns()
    {
        Assert.Equal(WriteOutcome.Written, await InsertAsync(WideRow("row", 252)));
        Assert.Equal(252, (await GetAsync("row"))!.Columns.Count);
        await RefusesAsync(WideRow("wider", 253));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("with space")]
    [InlineData("a-b")]
    public Task A_column_s_name_is_an_identifier(string name) =>
        RefusesAsync(new TableRow(Partition, "row", new Dictionary<string, object> { [name] = 1 }));

    [Fact]
    public async Task A_time_begins_with_1601()
    {
        Assert.Equal(WriteOutcome.Written, await InsertAsync(Row("row", TableLimits.EarliestTime)));
        Assert.Equal(TableLimits.EarliestTime, (await GetAsync("row"))?.GetTime("Value"));
        await RefusesAsync(Row("earlier", TableLimits.EarliestTime.AddTicks(-1)));
    }

    [Fact]
    public Task A_value_of_an_unknown_type_is_refused() => RefusesAsync(Row("row", 1.5m));

    [Fact]
    public async Task Replace_refuses_what_insert_refuses_and_keeps_the_row()
    {
        await InsertAsync(Row("row", "kept"));
        var etag = (await GetAsync("row"))!.ETag!;

        await Assert.ThrowsAsync<StoreRefusedException>(() => ReplaceAsync(Row("row", new string('x', 40_000)), etag));

        Assert.Equal("kept", (await GetAsync("row"))?.GetText("Value"));
    }

    private async Task RefusesAsync(TableRow row)
    {
        await Assert.ThrowsAsync<StoreRefusedException>(() => InsertAsync(row));
        await Assert.ThrowsAsync<StoreRefusedException>(() => InsertAllAsync(row));
    }

    private async Task RefusesAllAsync(params IReadOnlyList<TableRow> rows)
    {
        await Assert.ThrowsAsync<StoreRefusedException>(() => InsertAllAsync(rows));
        Assert.Empty(await QueryAsync());
    }

    private TableRow[] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(number => Row(number.ToString("D5", CultureInfo.InvariantCulture), number))];

    /// <summary>A row of so many values of 64 KiB: 16 of them are 1 MiB without the keys and names.</summary>
    private TableRow BigRow(string rowKey, int values) => new(
        Partition,
        rowKey,
        Enumerable.Range(0, values).ToDictionary(number => $"C{number}", object (_) => new byte[64 * 1024]));

    private TableRow WideRow(string rowKey, int columns) =>
        new(Partition, rowKey, Enumerable.Range(0, columns).ToDictionary(number => $"C{number}", object (number) => number));
}
