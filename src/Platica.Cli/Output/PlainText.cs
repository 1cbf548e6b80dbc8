using System.Globalization;
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

        return text[..LengthWithin(text, cells - 1)].TrimEnd() + "…";
    }

    /// <summary>The text on as many clean lines as it takes, broken at blanks, its own line breaks kept; at least one line.</summary>
    public static IReadOnlyList<string> Wrap(string text, int cells)
    {
        List<string> lines = [];
        foreach (var paragraph in text.Trim().ReplaceLineEndings("\n").Split('\n'))
        {
            WrapParagraph(lines, Clean(paragraph), cells);
        }

        return lines;
    }

    private static void WrapParagraph(List<string> lines, string paragraph, int cells)
    {
        var line = "";
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Cells(line) + 1 + Cells(word) <= cells)
            {
                line += $" {word}";
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = word;
            while (Cells(line) > cells && LengthWithin(line, cells) is var length and > 0)
            {
                lines.Add(line[..length]);
                line = line[length..];
            }
        }

        lines.Add(line);
    }

    // Whole characters as people see them: half an emoji is another one, or none.
    private static int LengthWithin(string text, int cells)
    {
        var length = 0;
        while (length < text.Length
            && StringInfo.GetNextTextElementLength(text, length) is var next
            && Cells(text[..(length + next)]) <= cells)
        {
            length += next;
        }

        return length;
    }

    private static bool IsDirectionMark(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
