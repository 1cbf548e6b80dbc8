using System.Globalization;
using Platica.Cli.Input;
using Platica.Cli.Output;
using Spectre.Console;

namespace Platica.Cli.Funnel;

/// <summary>Shows a funnel, to people or to programs.</summary>
internal static class FunnelView
{
    /// <summary>Tables: the screens, the outcomes, the latencies.</summary>
    public static void Write(IAnsiConsole console, FlowFunnel funnel)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine(
            $"{Count(funnel.People, "person", "people")}, {Count(funnel.Exchanges.Count, "exchange", "exchanges")}, "
            + $"{Moment(funnel.Exchanges[0])} to {Moment(funnel.Exchanges[^1])} (UTC)");
        output.WriteLine();
        string[] headers = ["screen", "reached", "went on", "left", "drop-off"];
        Table(console, headers, funnel.Steps.Select(step => step.IsEnd
            ? new[] { PlainText.Clean(step.Screen), Number(step.Reached), "", "", "" }
            : [PlainText.Clean(step.Screen), Number(step.Reached), Number(step.WentOn), Number(step.Left), Percent(step.DropOff)]));
        output.WriteLine();
        Table(console, ["outcome", "exchanges", "", ""], funnel.Outcomes.Select(outcome => new[]
        {
            Name(outcome.Outcome),
            Number(outcome.Count),
            Percent((double)outcome.Count / funnel.Exchanges.Count),
            outcome.IsFallback ? "fallback" : "",
        }));
        if (funnel.Times.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(
                $"answers  p50 {Time(funnel.Times.Percentile(50))}, p95 {Time(funnel.Times.Percentile(95))}, "
                + $"p99 {Time(funnel.Times.Percentile(99))}, max {Time(funnel.Times.Max)} ms");
        }
    }

    /// <summary>One JSON document.</summary>
    public static string ToJson(FlowFunnel funnel) => JsonLine.Object(
        ("people", Number(funnel.People)),
        ("exchanges", Number(funnel.Exchanges.Count)),
        ("from", IsoMoment(funnel.Exchanges, 0)),
        ("to", IsoMoment(funnel.Exchanges, funnel.Exchanges.Count - 1)),
        ("screens", List(funnel.Steps.Select(step => JsonLine.Object(
            ("screen", JsonLine.Text(step.Screen)),
            ("reached", Number(step.Reached)),
            ("wentOn", Number(step.WentOn)),
            ("left", Number(step.Left)),
            ("dropOff", step.DropOff.ToString("0.####", CultureInfo.InvariantCulture)))))),
        ("outcomes", List(funnel.Outcomes.Select(outcome => JsonLine.Object(
            ("outcome", JsonLine.Text(Name(outcome.Outcome))),
            ("exchanges", Number(outcome.Count)),
            ("fallback", outcome.IsFallback ? "true" : "false"))))),
        ("fallbacks", Number(funnel.Fallbacks)),
        ("milliseconds", funnel.Times.Count == 0 ? "null" : JsonLine.Object(
            ("p50", Time(funnel.Times.Percentile(50))),
            ("p95", Time(funnel.Times.Percentile(95))),
            ("p99", Time(funnel.Times.Percentile(99))),
            ("max", Time(funnel.Times.Max)))));

    private static void Table(IAnsiConsole console, string[] headers, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        var widths = headers.Select((header, column) => all.Select(row => row[column]).Append(header).Max(PlainText.Cells)).ToArray();
        console.WriteLine(Line(headers, widths), new Style(Color.Grey));
        all.ForEach(row => console.Profile.Out.Writer.WriteLine(Line(row, widths)));
    }

    // Numbers align at their last digit.
    private static string Line(string[] cells, int[] widths) => string.Join("  ", cells.Select((cell, column) =>
    {
        var blanks = new string(' ', widths[column] - PlainText.Cells(cell));
        return column == 0 ? cell + blanks : blanks + cell;
    })).TrimEnd();

    private static string Name(string outcome) => outcome.Length > 0 ? PlainText.Clean(outcome) : "unknown";

    private static string List(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    private static string IsoMoment(IReadOnlyList<ExchangeView> exchanges, int index) =>
        exchanges.Count == 0 ? "null" : JsonLine.Text(Times.Format(exchanges[index].At));

    private static string Moment(ExchangeView exchange) => exchange.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Count(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double part) => part.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Time(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
