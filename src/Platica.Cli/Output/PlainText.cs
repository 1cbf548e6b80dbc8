using Spectre.Console.Rendering;

namespace Platica.Cli.Output;

/// <summary>Text from outside, made safe and short for a terminal line.</summary>
internal static class PlainText
{
    /// <summary>The text on one line, without the control characters with which a customer's message could steer the terminal.</summary>
    public static string Clean(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || IsDirectionMark(character) ? ' ' : character));

    /// <summary>How many terminal cells the text takes.</summary>
    public static int Cells(string text) => new Segment(text).CellCount();

    /// <summary>The text in at most <paramref name="cells"/> cells, ending in … where it was cut.</summary>
    public static string Fit(string text, int cells)
    {
        if (Cells(text) <= cells)
        {
            return text;
        }

        var kept = text.Length;
        while (kept > 0 && (Cells(text[..kept]) > cells - 1 || char.IsHighSurrogate(text[kept - 1])))
        {
            kept--;
        }

        return text[..kept].TrimEnd() + "…";
    }

    private static bool IsDirectionMark(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
