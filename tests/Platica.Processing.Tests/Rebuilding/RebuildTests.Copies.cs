using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Rebuilding;

/// <summary>Rows that no event makes again.</summary>
public sealed partial class RebuildTests
{
    [Fact]
    public async Task A_dead_letter_that_changed_since_it_was_copied_is_copied_again()
    {
        var home = new RebuildHome();
        await home.ProcessAsync(Posted.Body("not JSON"));
        await home.RunAsync("""{"into":"v2"}""");
        var (table, row) = Assert.Single(await home.Store.ReadRowsAsync(), item => item.Table == TableNames.DeadLetters);
        var changed = row with { Columns = new Dictionary<string, object>(row.Columns) { ["Attempts"] = 7 } };
        await home.Store.ReplaceAsync(table, changed, row.ETag!, CancellationToken.None);

        await home.RunAsync("""{"into":"v2"}""");

        Assert.Equal(await home.CellsAsync(""), await home.CellsAsync("v2"));
    }

    [Fact]
    public async Task A_dead_letter_in_the_tables_in_use_stays_as_it_is_now()
    {
        var home = new RebuildHome(prefix: "v2");
        await new Pipeline(home.Sets.Of("")).ProcessAsync(Posted.Body("not JSON"));
        await home.ProcessAsync(Posted.Body("not JSON"));
        var (table, row) = Assert.Single(await home.Store.ReadRowsAsync(), item => item.Table == "v2" + TableNames.DeadLetters);
        var changed = row with { Columns = new Dictionary<string, object>(row.Columns) { ["Attempts"] = 7 } };
        await home.Store.ReplaceAsync(table, changed, row.ETag!, CancellationToken.None);

        await home.RunAsync("""{"from":""}""");

        Assert.Contains(await home.CellsAsync("v2"), cell => cell.EndsWith("Attempts = Int32 7", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", """{"into":"v2"}""")]
    [InlineData("v2", """{"from":""}""")]
    public async Task Who_was_erased_is_copied_and_the_later_erasure_counts(string inUse, string parameters)
    {
        var home = new RebuildHome(prefix: inUse);
        await home.ProcessAsync(Message(1));
        await new Pipeline(home.Sets.Of("")).ProcessAsync(Message(1));
        await EraseAsync("", "one", Day);
        await EraseAsync("", "two", Day.AddDays(2));
        await EraseAsync("v2", "two", Day.AddDays(1));
        await EraseAsync("", "three", Day);
        await EraseAsync("v2", "three", Day.AddDays(1));

        await home.RunAsync(parameters);

        Assert.Equal(
            ["one 2026-11-20", "three 2026-11-21", "two 2026-11-22"],
            (await home.Store.ReadRowsAsync()).Where(item => item.Table == "v2" + TableNames.Erasures)
                .Select(item => $"{item.Row.RowKey} {item.Row.GetTime("ErasedAt"):yyyy-MM-dd}").Order(StringComparer.Ordinal));

        Task EraseAsync(string prefix, string person, DateTimeOffset at) => home.Store.InsertAsync(
            prefix + TableNames.Erasures, new("platica.ws_1", person, new Dictionary<string, object> { ["ErasedAt"] = at }), CancellationToken.None);
    }
}
