using System.Text.Json;
using Spectre.Console;

namespace Platica.Cli.Output;

/// <summary>Items in aligned columns that fit the terminal without breaking an id or ending a line in blanks.</summary>
internal static class ListTable
{
    private const int Gap = 2;
    private const int LeastFlexible = 24;

    /// <summary>Writes one line per item under a heading, or <paramref name="whenEmpty"/>.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<Column> columns, IReadOnlyList<JsonElement> items, string whenEmpty)
    {
        if (items.Count == 0)
        {
            console.Profile.Out.Writer.WriteLine(whenEmpty);
            return;
        }

        var measured = columns.Select(column => new Measured(column, [.. items.Select(column.Read)])).ToList();
        DropUntilFits(measured, console.Profile.Width);
        var room = console.Profile.Width - Span(measured.Where(column => !column.IsFlexible), column => column.Width) - Gap;
        var widths = measured.Select(column => column.IsFlexible ? Math.Clamp(room, column.Least, column.Width) : column.Width).ToList();

        console.WriteLine(Line(measured.Select(column => column.Column.Header), widths), new Style(Color.Grey));
        for (var row = 0; row < items.Count; row++)
        {
            console.Profile.Out.Writer.WriteLine(Line(measured.Select(column => column.Texts[row]), widths));
        }
    }

    private static void DropUntilFits(List<Measured> columns, int width)
    {
        while (Span(columns, column => column.Least) > width
            && columns.FindLastIndex(column => column.Column.Fit == ColumnFit.Optional) is >= 0 and var last)
        {
            columns.RemoveAt(last);
        }
    }

    private static int Span(IEnumerable<Measured> columns, Func<Measured, int> width) => columns.Sum(column => width(column) + Gap) - Gap;

    private static string Line(IEnumerable<string> texts, IEnumerable<int> widths) =>
        string.Join(new string(' ', Gap), texts.Zip(widths, Cell)).TrimEnd();

    private static string Cell(string text, int width)
    {
        var fitting = PlainText.Fit(text, width);
        return fitting + new string(' ', width - PlainText.Cells(fitting));
    }

    private sealed record Measured(Column Column, string[] Texts)
    {
        public bool IsFlexible => Column.Fit == ColumnFit.Flexible;

        public int Width { get; } = Texts.Append(Column.Header).Max(PlainText.Cells);

        public int Least => IsFlexible ? Math.Min(Width, LeastFlexible) : Width;
    }
}
