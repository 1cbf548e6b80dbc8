using Platica.Processing.Erasure;

namespace Platica.Processing.Tests.Erasure;

public sealed class ErasurePlaceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("2026-11-20\nrow|with|bars")]
    public void Parse_reads_what_was_written(string? after)
    {
        PersonKey[] keys = [PersonKey.Client("cli|1"), PersonKey.Phone("525500000001")];
        var place = new ErasurePlace(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), keys, 7, HasLearned: true, after);

        var read = ErasurePlace.Parse(place.ToString());

        Assert.Equal(keys, read!.Keys);
        Assert.Equal(place, read with { Keys = keys });
    }

    [Theory]
    [InlineData("")]
    [InlineData("1||2|3|4")]
    [InlineData("x||2|0|")]
    [InlineData("1||-2|0|")]
    [InlineData("1|no keys|2|0|")]
    [InlineData("9223372036854775807||2|0|")]
    public void Parse_takes_nothing_else(string text) => Assert.Null(ErasurePlace.Parse(text));
}
