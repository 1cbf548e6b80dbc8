using System.CommandLine;

namespace Platica.Cli.Exporting;

/// <summary>How and where an export is written: <c>--format</c>, <c>--output</c> and <c>--excel</c>.</summary>
internal sealed class ExportOptions
{
    private const string JsonLines = "jsonl";
    private const string Csv = "csv";

    private readonly Option<string?> _format = new("--format", "-f")
    {
        Description = "JSON Lines or CSV (RFC 4180). Default: csv where --output ends in .csv, else jsonl.",
        HelpName = "jsonl|csv",
        Recursive = true,
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "A file; it gets this name only when the export is whole. Default: standard output.",
        HelpName = "path",
        Recursive = true,
    };

    private readonly Option<bool> _excel = new("--excel")
    {
        Description = "CSV to open in Excel: a byte order mark, and ' before cells that it would take for formulas (=, +, -, @). "
            + "Without it cells are exact, also those in which a customer wrote a formula.",
        Recursive = true,
    };

    public ExportOptions()
    {
        _format.AcceptOnlyFromAmong(JsonLines, Csv);
    }

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_output);
        command.Add(_excel);
    }

    public string? Path(ParseResult arguments) => arguments.GetValue(_output);

    public RowFormat Format(ParseResult arguments, IReadOnlyList<string> columns)
    {
        var forExcel = arguments.GetValue(_excel);
        var format = arguments.GetValue(_format)
            ?? (forExcel || Path(arguments)?.EndsWith($".{Csv}", StringComparison.OrdinalIgnoreCase) == true ? Csv : JsonLines);
        return (format, forExcel) switch
        {
            (Csv, _) => RowFormat.Csv(columns, forExcel),
            (_, false) => RowFormat.JsonLines,
            _ => throw new CliException("--excel goes with --format csv.", ExitCodes.Usage),
        };
    }
}
