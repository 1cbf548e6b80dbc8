using Platica.Processing.Tables;

namespace Platica.Testing.Tables;

/// <summary>What every <see cref="ITableStore"/> must do. Derive once for each store; each test works in a partition of its own.</summary>
public abstract partial class TableStoreContract
{
    private const string Table = "Contract";

    /// <summary>The store under test.</summary>
    protected abstract ITableStore Store { get; }

    /// <summary>The longest key that the store takes, in characters; less only for an emulator that takes less.</summary>
    protected virtual int LongestKey => TableLimits.KeyCharacters;

    /// <summary>This test's own partition.</summary>
    protected string Partition { get; } = $"contract-{Guid.NewGuid():N}";

    [Fact]
    public async Task Get_of_a_missing_row_returns_null() => Assert.Null(await GetAsync("nothing"));

    [Fact]
    public async Task Get_returns_every_column_with_its_type()
    {
        var columns = new Dictionary<string, object>
        {
            ["Text"] = "¿Cuánto cuesta? 日本 👍",
            ["EmptyText"] = string.Empty,
            ["Yes"] = true,
            ["No"] = false,
            ["Number"] = int.MinValue,
            ["BigNumber"] = long.MaxValue,
            ["Fraction"] = -0.1,
            ["Time"] = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero).AddTicks(1234567),
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
        };

        await InsertAsync(new TableRow(Partition, "row", columns));
        var row = await GetAsync("row");

        Assert.NotNull(row);
        Assert.Equal((Partition, "row"), (row.PartitionKey, row.RowKey));
        Assert.NotNull(row.ETag);
        Assert.Equal(columns.Keys.Order(StringComparer.Ordinal), row.Columns.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in columns)
        {
            Assert.IsType(value.GetType(), row.Columns[name]);
            Assert.Equal(value, row.Columns[name]);
        }
    }

    [Fact]
    public async Task Get_returns_a_time_in_utc()
    {
        var time = new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.FromHours(-6));

        await InsertAsync(Row("row", time));
        var stored = (await GetAsync("row"))?.GetTime("Value");

        Assert.Equal(time, stored);
        Assert.Equal(TimeSpan.Zero, stored?.Offset);
    }

    [Fact]
    public async Task A_stored_row_does_not_change_with_what_it_was_made_of_or_read_into()
    {
        var bytes = new byte[] { 1 };
        var columns = new Dictionary<string, object> { ["Value"] = bytes };
        await InsertAsync(new TableRow(Partition, "row", columns));

        bytes[0] = 2;
        columns["Other"] = 3;
        ((byte[])(await GetAsync("row"))!.Columns["Value"])[0] = 4;
        var row = await GetAsync("row");

        Assert.Equal([1], Assert.IsType<byte[]>(Assert.Single(row!.Columns).Value));
    }

    [Fact]
    public async Task Insert_of_a_taken_key_is_a_conflict_and_changes_nothing()
    {
        await InsertAsync(Row("row", "first"));

        var outcome = await InsertAsync(Row("row", "second"));

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Equal("first", (await GetAsync("row"))?.GetText("Value"));
    }

    [Fact]
    public async Task The_same_row_key_in_another_partition_is_another_row()
    {
        await InsertAsync(Row("row", "here"));

        var outcome = await InsertAsync(Row("row", "there") with { PartitionKey = Partition + "-2" });

        Assert.Equal(WriteOutcome.Written, outcome);
        Assert.Equal("here", (await GetAsync("row"))?.GetText("Value"));
    }

    [Fact]
    public async Task Keys_tell_upper_from_lower_case()
    {
        await InsertAsync(Row("ABC", "upper"));

        Assert.Equal(WriteOutcome.Written, await InsertAsync(Row("abc", "lower")));
        Assert.Equal("upper", (await GetAsync("ABC"))?.GetText("Value"));
    }

    [Fact]
    public async Task An_empty_row_key_is_a_key()
    {
        await InsertAsync(Row(string.Empty, "kept"));

        Assert.Equal("kept", (await GetAsync(string.Empty))?.GetText("Value"));
    }

    [Fact]
    public async Task Replace_with_the_current_etag_replaces_the_whole_row()
    {
        await InsertAsync(new TableRow(Partition, "row", new Dictionary<string, object> { ["Value"] = "old", ["Gone"] = 1 }));
        var before = await GetAsync("row");

        var outcome = await ReplaceAsync(Row("row", "new"), before!.ETag!);
        var after = await GetAsync("row");

        Assert.Equal(WriteOutcome.Written, outcome);
        Assert.Equal("new", Assert.Single(after!.Columns).Value);
        Assert.NotEqual(before.ETag, after.ETag);
    }

    [Fact]
    public async Task Replace_with_an_older_etag_is_a_conflict_and_changes_nothing()
    {
        await InsertAsync(Row("row", "first"));
        var etag = (await GetAsync("row"))!.ETag!;
        await ReplaceAsync(Row("row", "second"), etag);

        var outcome = await ReplaceAsync(Row("row", "third"), etag);

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Equal("second", (await GetAsync("row"))?.GetText("Value"));
    }

    [Fact]
    public async Task Replace_with_the_same_values_still_makes_the_older_etag_a_conflict()
    {
        await InsertAsync(Row("row", "same"));
        var etag = (await GetAsync("row"))!.ETag!;
        await ReplaceAsync(Row("row", "same"), etag);

        Assert.Equal(WriteOutcome.Conflict, await ReplaceAsync(Row("row", "same"), etag));
    }

    [Fact]
    public async Task Replace_of_a_missing_row_is_a_conflict()
    {
        await InsertAsync(Row("other", "here"));
        var etag = (await GetAsync("other"))!.ETag!;

        Assert.Equal(WriteOutcome.Conflict, await ReplaceAsync(Row("row", "new"), etag));
        Assert.Null(await GetAsync("row"));
    }

    [Fact]
    public async Task Replaces_at_the_same_time_with_one_etag_have_one_winner()
    {
        await InsertAsync(Row("row", -1));
        var etag = (await GetAsync("row"))!.ETag!;

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(writer => Task.Run(() => ReplaceAsync(Row("row", writer), etag))));

        var winner = Assert.Single(Enumerable.Range(0, 32), writer => outcomes[writer] == WriteOutcome.Written);
        Assert.Equal(winner, (await GetAsync("row"))!.Columns["Value"]);
    }

    [Fact]
    public async Task Inserts_of_one_key_at_the_same_time_have_one_winner()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(writer => Task.Run(() => InsertAsync(Row("row", writer)))));

        var winner = Assert.Single(Enumerable.Range(0, 32), writer => outcomes[writer] == WriteOutcome.Written);
        Assert.Equal(winner, (await GetAsync("row"))!.Columns["Value"]);
    }

    [Fact]
    public async Task Delete_takes_the_row_and_no_other()
    {
        await InsertAllAsync(Row("a", 1), Row("b", 2), Row("c", 3));

        await DeleteAsync("b");

        Assert.Null(await GetAsync("b"));
        Assert.Equal(["a", "c"], await QueryAsync());
    }

    [Fact]
    public async Task Delete_takes_the_last_row_of_a_partition()
    {
        await InsertAllAsync(Row("a", 1), Row("b", 2));

        await DeleteAsync("a");
        await DeleteAsync("b");

        Assert.Empty(await QueryAsync());
    }

    [Fact]
    public async Task Delete_of_a_missing_row_is_as_good()
    {
        await DeleteAsync("nothing");
        await InsertAsync(Row("row", "here"));

        await DeleteAsync("other");

        Assert.NotNull(await GetAsync("row"));
    }

    [Fact]
    public async Task Delete_of_many_rows_leaves_the_others_in_their_order()
    {
        string[] keys = [.. Enumerable.Range(0, 1200).Select(number => $"{number:D4}")];
        foreach (var rows in keys.Chunk(100))
        {
            await InsertAllAsync([.. rows.Select(key => Row(key, 1))]);
        }

        await Task.WhenAll(keys.Where((_, index) => index is not (0 or 300 or 900 or 1199)).Select(DeleteAsync));

        Assert.Equal(["0000", "0300", "0900", "1199"], await QueryAsync());
        Assert.Equal(["0900"], await QueryAsync(after: "0301", before: "1199"));
    }

    [Fact]
    public async Task Delete_with_an_etag_takes_the_row_only_as_it_was_read()
    {
        await InsertAsync(Row("row", "old"));
        var old = (await GetAsync("row"))!.ETag!;
        await ReplaceAsync(Row("row", "new"), old);

        Assert.Equal(WriteOutcome.Conflict, await DeleteAsync("row", old));
        Assert.Equal("new", (await GetAsync("row"))?.GetText("Value"));
        Assert.Equal(WriteOutcome.Written, await DeleteAsync("row", (await GetAsync("row"))!.ETag!));
        Assert.Null(await GetAsync("row"));
    }

    [Fact]
    public async Task Delete_with_an_etag_of_a_row_that_is_gone_is_as_good()
    {
        await InsertAsync(Row("row", "here"));
        var etag = (await GetAsync("row"))!.ETag!;
        await DeleteAsync("row");

        Assert.Equal(WriteOutcome.Written, await DeleteAsync("row", etag));
    }

    [Fact]
    public async Task A_deleted_row_can_be_inserted_again_but_not_replaced()
    {
        await InsertAsync(Row("row", "old"));
        var etag = (await GetAsync("row"))!.ETag!;
        await DeleteAsync("row");

        Assert.Equal(WriteOutcome.Conflict, await ReplaceAsync(Row("row", "replaced"), etag));
        Assert.Equal(WriteOutcome.Written, await InsertAsync(Row("row", "new")));
        Assert.Equal("new", (await GetAsync("row"))?.GetText("Value"));
    }

    [Fact]
    public Task CheckAsync_returns_while_the_store_answers() => Store.CheckAsync(CancellationToken.None);

    /// <summary>A row with one column.</summary>
    protected TableRow Row(string rowKey, object value) => new(Partition, rowKey, new Dictionary<string, object> { ["Value"] = value });

    /// <summary>Reads from this test's partition.</summary>
    protected Task<TableRow?> GetAsync(string rowKey) => Store.GetAsync(Table, Partition, rowKey, CancellationToken.None);

    /// <summary>Inserts a row.</summary>
    protected Task<WriteOutcome> InsertAsync(TableRow row) => Store.InsertAsync(Table, row, CancellationToken.None);

    /// <summary>Inserts rows in one transaction.</summary>
    protected Task<WriteOutcome> InsertAllAsync(params IReadOnlyList<TableRow> rows) => Store.InsertAllAsync(Table, rows, CancellationToken.None);

    /// <summary>Replaces a row.</summary>
    protected Task<WriteOutcome> ReplaceAsync(TableRow row, string etag) => Store.ReplaceAsync(Table, row, etag, CancellationToken.None);

    /// <summary>Deletes a row.</summary>
    protected Task DeleteAsync(string rowKey) => Store.DeleteAsync(Table, Partition, rowKey, CancellationToken.None);

    /// <summary>Deletes a row as it was read.</summary>
    protected Task<WriteOutcome> DeleteAsync(string rowKey, string etag) => Store.DeleteAsync(Table, Partition, rowKey, etag, CancellationToken.None);

    /// <summary>The row keys of a range of this test's partition.</summary>
    protected async Task<string[]> QueryAsync(int take = TableLimits.PageRows, string? after = null, string? before = null)
    {
        var rows = await Store.QueryAsync(new TableQuery(Table, Partition, take, after, before), CancellationToken.None);
        return [.. rows.Select(row => row.RowKey)];
    }
}
