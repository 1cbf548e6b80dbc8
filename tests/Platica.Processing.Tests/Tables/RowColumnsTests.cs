using Platica.Processing.Tables;

namespace Platica.Processing.Tests.Tables;

public sealed class RowColumnsTests
{
    [Fact]
    public void A_column_that_is_set_again_keeps_its_place_and_has_the_later_value()
    {
        var columns = new RowColumns { ["Status"] = "open", ["Tags"] = "[]" };

        columns["Status"] = "finished";

        Assert.Equal([new("Status", "finished"), new("Tags", "[]")], columns);
    }

    [Fact]
    public void Columns_are_found_by_their_exact_name()
    {
        var columns = new RowColumns { ["Status"] = "open", ["Archived"] = true };

        Assert.Equal(true, columns["Archived"]);
        Assert.True(columns.TryGetValue("Status", out var status));
        Assert.Equal("open", status);
        Assert.False(columns.ContainsKey("status"));
        Assert.False(columns.TryGetValue("Statu", out _));
        Assert.Throws<KeyNotFoundException>(() => columns["Status_2"]);
    }

    [Fact]
    public void Names_and_values_come_in_the_order_in_which_they_were_set()
    {
        var columns = new RowColumns { ["B"] = 2, ["A"] = 1, ["C"] = 3 };

        Assert.Equal(3, columns.Count);
        Assert.Equal(["B", "A", "C"], columns.Keys);
        Assert.Equal<object>([2, 1, 3], columns.Values);
    }
}
