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
}
