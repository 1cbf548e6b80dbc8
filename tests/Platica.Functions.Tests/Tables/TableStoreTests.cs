using Azure.Data.Tables;
using Platica.Functions.Tables;
using Platica.Functions.Tests.Azurite;
using Platica.Processing.Tables;
using Platica.Testing.Tables;

namespace Platica.Functions.Tests.Tables;

/// <summary>The contract of every store on Table Storage, as far as Azurite is like it; and what only this store must do.</summary>
[NeedsAzurite]
[Collection(AzuriteTests.Name)]
public sealed class TableStoreTests(AzuriteFixture azurite) : TableStoreContract
{
    private readonly TableServiceClient _client = new(azurite.ConnectionString);

    /// <inheritdoc/>
    protected override ITableStore Store => field ??= new TableStore(_client);

    /// <inheritdoc/>
    protected override int LongestKey => 512;

    [Fact]
    public async Task A_key_may_hold_quotes()
    {
        await InsertAllAsync(Row("it's", 1), Row("it''s", 2), Row("' or RowKey ge '", 3));

        Assert.Equal(1, (await GetAsync("it's"))!.Columns["Value"]);
        Assert.Equal(WriteOutcome.Written, await ReplaceAsync(Row("it''s", 4), (await GetAsync("it''s"))!.ETag!));
        Assert.Equal(["it's"], await QueryAsync(after: "it''s"));
        Assert.Equal(["' or RowKey ge '"], await QueryAsync(before: "' or RowKey ge 'a"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("100%")]
    [InlineData("a+b&c=d")]
    [InlineData("2026-11-20T09:00:00.000Z|[id]{x}\"y\"")]
    public async Task A_key_may_hold_what_urls_write_otherwise(string key)
    {
        await InsertAsync(Row(key, "old"));
        var read = await GetAsync(key);
        await ReplaceAsync(Row(key, "new"), read!.ETag!);

        Assert.Equal(key, read.RowKey);
        Assert.Equal("new", (await GetAsync(key))?.GetText("Value"));
        Assert.Equal([key], await QueryAsync());
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_created_before_its_first_use()
    {
        var table = $"New{Guid.NewGuid():N}";

        Assert.Equal(WriteOutcome.Written, await Store.InsertAsync(table, Row("row", 1), CancellationToken.None));
    }

    [Fact]
    public async Task A_table_that_somebody_deleted_is_created_again()
    {
        var table = $"New{Guid.NewGuid():N}";
        await Store.InsertAsync(table, Row("row", 1), CancellationToken.None);
        await _client.DeleteTableAsync(table);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.InsertAsync(table, Row("row", 1), CancellationToken.None));

        Assert.Equal(WriteOutcome.Written, await Store.InsertAsync(table, Row("row", 1), CancellationToken.None));
    }

    [Fact]
    public async Task All_tables_can_be_created_at_the_start_and_again()
    {
        var store = new TableStore(_client);

        await store.CreateTablesAsync(TableNames.All, CancellationToken.None);
        await new TableStore(_client).CreateTablesAsync(TableNames.All, CancellationToken.None);

        var tables = new List<string>();
        await foreach (var table in _client.QueryAsync())
        {
            tables.Add(table.Name);
        }

        Assert.Superset(TableNames.All.ToHashSet(), tables.ToHashSet());
    }

    [Fact]
    public async Task Fresh_tables_of_a_prefix_are_created_as_they_are_needed()
    {
        var prefix = $"v{Guid.NewGuid():N}"[..10];
        var sets = new TableSets(Store, prefix);

        Assert.Empty(await sets.InUse.QueryAsync(new(TableNames.Clients, Partition, 10), CancellationToken.None));
        Assert.Equal(WriteOutcome.Written, await sets.InUse.InsertAsync(TableNames.Clients, Row("row", 1), CancellationToken.None));

        Assert.NotNull(await Store.GetAsync($"{prefix}Clients", Partition, "row", CancellationToken.None));
        Assert.Null(await Store.GetAsync(TableNames.Clients, Partition, "row", CancellationToken.None));
    }

    [Fact]
    public async Task A_caller_who_gave_up_is_told_so()
    {
        var givenUp = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync("Contract", Partition, "row", givenUp));
    }
}
