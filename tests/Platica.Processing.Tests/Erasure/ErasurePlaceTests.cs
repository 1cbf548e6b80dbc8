using Platica.Processing.Erasure;

namespace Platica.Processing.Tests.Erasure;

public sealed class ErasurePlaceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("2026-11-20\nrow|with|bars")]
    public void Parse_reads_what_was_written(string? after)
    {
        var place = new ErasurePlace(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), 7, HasLearned: true, after);

        Assert.Equal(place, ErasurePlace.Parse(place.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1|2|3|4")]
    [InlineData("x|2|0|")]
    [InlineData("1|-2|0|")]
    [InlineData("9223372036854775807|2|0|")]
    public void Parse_takes_nothing_else(string text) => Assert.Null(ErasurePlace.Parse(text));
}
