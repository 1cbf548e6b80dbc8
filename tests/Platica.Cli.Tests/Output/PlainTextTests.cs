using Platica.Cli.Output;

namespace Platica.Cli.Tests.Output;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a\u001b[31mb\r\nc\u0007", "a [31mb  c ")]
    [InlineData("a\u202Eb\u2066c\u009B", "a b c ")]
    [InlineData("Lucía 😀", "Lucía 😀")]
    public void Clean_takes_out_what_could_steer_a_terminal(string text, string expected) => Assert.Equal(expected, PlainText.Clean(text));

    [Theory]
    [InlineData("Hola", 4, "Hola")]
    [InlineData("Hola, Lucía", 7, "Hola,…")]
    [InlineData("Hola, Lucía", 8, "Hola, L…")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("😀😀😀", 4, "😀…")]
    public void Fit_cuts_by_cells_and_never_within_a_character(string text, int cells, string expected)
    {
        var fitting = PlainText.Fit(text, cells);

        Assert.Equal(expected, fitting);
        Assert.InRange(PlainText.Cells(fitting), 0, cells);
    }

    [Theory]
    [InlineData("", 10, "")]
    [InlineData("Hola, Lucía, ¿qué tal?", 11, "Hola,|Lucía, ¿qué|tal?")]
    [InlineData("uno\r\n\r\ndos\n", 10, "uno||dos")]
    [InlineData("https://example.com/x y", 8, "https://|example.|com/x y")]
    [InlineData("日本語 日本", 4, "日本|語|日本")]
    [InlineData("👩‍👩‍👧👩‍👩‍👧", 7, "👩‍👩‍👧|👩‍👩‍👧")]
    [InlineData("日本", 1, "日本")]
    [InlineData("a\u001b[2J b", 20, "a [2J b")]
    public void Wrap_breaks_at_blanks_and_keeps_line_breaks_and_characters_whole(string text, int cells, string lines) =>
        Assert.Equal(lines.Split('|'), PlainText.Wrap(text, cells));
}
