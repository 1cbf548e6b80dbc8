using System.Text.Json;
using Spectre.Console;

namespace Platica.Cli.Output;

/// <summary>Items in aligned columns that fit the terminal without breaking an id.</summary>
internal static class ListTable
{
    private const int Gap = 2;
    private const int LeastFlexible = 10;

    /// <summary>Writes one line per item under a heading.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<Column> columns, IReadOnlyList<JsonElement> items)
    {
        var measured = columns.Select(column => new Measured(column, [.. items.Select(column.Read)])).ToList();
        DropUntilFits(measured, console.Profile.Width);
        var table = new Table { Border = TableBorder.None };
        foreach (var column in measured)
        {
            table.AddColumn(new TableColumn(new Text(column.Header, Color.Grey)) { NoWrap = true, Padding = new Padding(0, 0, Gap, 0) });
        }

        table.Columns[^1].Padding = new Padding(0);
        var room = console.Profile.Width - measured.Where(column => !column.IsFlexible).Sum(column => column.Width) - (Gap * (measured.Count - 1));
        for (var row = 0; row < items.Count; row++)
        {
            table.AddRow(measured.Select(column => new Text(column.IsFlexible ? PlainText.Fit(column.Texts[row], room) : column.Texts[row])));
        }

        console.Write(table);
    }

    private static void DropUntilFits(List<Measured> columns, int width)
    {
        while (columns.Sum(column => column.Least + Gap) - Gap > width
            && columns.FindLastIndex(column => column.Column.Fit == ColumnFit.Optional) is >= 0 and var last)
        {
            columns.RemoveAt(last);
        }
    }

    private sealed record Measured(Column Column, string[] Texts)
    {
        public string Header => Column.Header;

        public bool IsFlexible => Column.Fit == ColumnFit.Flexible;

        public int Width { get; } = Texts.Append(Column.Header).Max(PlainText.Cells);

        public int Least => IsFlexible ? Math.Min(Width, LeastFlexible) : Width;
    }
}
