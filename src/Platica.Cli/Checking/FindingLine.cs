using System.Globalization;
using Platica.Cli.Output;

namespace Platica.Cli.Checking;

/// <summary>One step of a check: a line, and below it what to do.</summary>
internal static class FindingLine
{
    /// <summary>Writes the line, such as <c>✓ health    200    12.3 ms  version 0.1.0, …</c>.</summary>
    public static void Write(TextWriter output, Finding finding)
    {
        var status = finding.Answer is { } answer ? Number((int)answer.Status, "0") : "";
        var time = finding.Answer is { } timed ? $"{Milliseconds(timed.Elapsed.TotalMilliseconds)} ms" : "";
        output.WriteLine($"{Mark(finding.Result)} {finding.Step,-8}  {status,3}  {time,10}  {PlainText.Clean(finding.Says)}");
        foreach (var line in finding.Advice?.Split('\n') ?? [])
        {
            output.WriteLine($"  {line}");
        }
    }

    /// <summary>The same as JSON; what does not apply is null.</summary>
    public static string ToJson(Finding finding) => JsonLine.Object(
        ("step", JsonLine.Text(finding.Step)),
        ("result", JsonLine.Text(Word(finding.Result))),
        ("status", finding.Answer is { } answer ? Number((int)answer.Status, "0") : "null"),
        ("milliseconds", finding.Answer is { } timed ? Number(timed.Elapsed.TotalMilliseconds, "0.0##") : "null"),
        ("says", JsonLine.Text(finding.Says)),
        ("advice", JsonLine.Text(finding.Advice)),
        ("times", finding.Times is { } times ? ToJson(times) : "null"));

    private static string ToJson(AnswerTimes times) => JsonLine.Object(
        ("count", Number(times.Count, "0")),
        ("late", Number(times.Late, "0")),
        ("limit", Number(AnswerTimes.Limit, "0")),
        ("first", Number(times.First, "0.0##")),
        ("p50", Number(times.Median, "0.0##")),
        ("p95", Number(times.Percentile95, "0.0##")),
        ("max", Number(times.Max, "0.0##")));

    private static string Milliseconds(double value) => Number(value, "0.0");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static char Mark(FindingResult result) => result switch
    {
        FindingResult.Passed => '✓',
        FindingResult.Failed => '✗',
        _ => '–',
    };

    private static string Word(FindingResult result) => result switch
    {
        FindingResult.Passed => "passed",
        FindingResult.Failed => "failed",
        _ => "not-checked",
    };
}
