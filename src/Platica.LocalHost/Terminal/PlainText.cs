using System.Globalization;

namespace Platica.LocalHost.Terminal;

/// <summary>Text for the terminal: names and ids come from outside, and nothing in them may move the cursor, hide or break a line.</summary>
internal static class PlainText
{
    /// <summary>The text with everything that is not plainly visible replaced.</summary>
    public static string Clean(string text) => string.Concat(text.Select(character => IsPlain(character) ? character : '\uFFFD'));

    /// <summary>Format characters turn the direction of writing or are invisible; separators break lines without being control characters.</summary>
    private static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
