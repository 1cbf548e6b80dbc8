using Platica.Functions.Tables;
using Platica.Processing.Tables;

namespace Platica.Functions.Tests.Tables;

public sealed class TableFiltersTests
{
    [Theory]
    [InlineData(null, null, "PartitionKey eq 'p'")]
    [InlineData("a", null, "PartitionKey eq 'p' and RowKey gt 'a'")]
    [InlineData(null, "z", "PartitionKey eq 'p' and RowKey lt 'z'")]
    [InlineData("", "z", "PartitionKey eq 'p' and RowKey gt '' and RowKey lt 'z'")]
    public void A_range_is_a_filter(string? after, string? before, string expected) =>
        Assert.Equal(expected, TableFilters.Of(new TableQuery("Clients", "p", 1, after, before)));

    [Fact]
    public void Quotes_are_doubled() => Assert.Equal(
        "PartitionKey eq 'it''s' and RowKey gt ''' or true eq true or '''",
        TableFilters.Of(new TableQuery("Clients", "it's", 1, "' or true eq true or '")));
}
