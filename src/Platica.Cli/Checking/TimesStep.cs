using System.Globalization;
using Platica.Cli.Http;

namespace Platica.Cli.Checking;

/// <summary>Whether Flows are answered while Platica waits.</summary>
internal static class TimesStep
{
    private const string Name = "in time";

    /// <summary>Nothing to time: the first signed check was not answered.</summary>
    public static Finding WithoutAnswer { get; } = new(Name, FindingResult.NotChecked, "not checked: there is no answer to time");

    /// <summary>Reads the answers to the first signed check and to those after it.</summary>
    public static Finding Read(HttpAnswer first, IReadOnlyList<HttpAnswer> others)
    {
        var times = new AnswerTimes(first.Elapsed, others.Select(answer => answer.Elapsed));
        var unanswered = others.Where(answer => !SignedStep.IsAcknowledged(answer)).ToList();
        var finding = times switch
        {
            _ when unanswered.Count > 0 => Finding.Failed(
                Name,
                $"{unanswered.Count} of {others.Count} refused: {CountStatuses(unanswered)}",
                "All of them must be answered under so little load: look at the receiver's log."),
            { Late: > 0 } => Finding.Failed(
                Name,
                Describe(times),
                "After 700 ms Platica answers the phone itself. If only the first was late, it met a cold start: more always-ready instances,\n"
                + "or a Dedicated plan. If all were, the way is long: a region nearer to Platica; check from elsewhere too. See docs/operations.md."),
            _ => Finding.Passed(Name, Describe(times)),
        };
        return finding with { Times = times };
    }

    private static string Describe(AnswerTimes times) => string.Create(
        CultureInfo.InvariantCulture,
        $"first {times.First:0.0} ms; {times.Count - 1} more: p50 {times.Median:0.0}, p95 {times.Percentile95:0.0}, max {times.Max:0.0} ms; ")
        + (times.Late == 0 ? $"none over {AnswerTimes.Limit}" : $"{times.Late} of {times.Count} OVER {AnswerTimes.Limit} ms");

    private static string CountStatuses(IEnumerable<HttpAnswer> answers) =>
        string.Join(", ", answers.CountBy(answer => (int)answer.Status).Select(counted => $"{counted.Value} × {counted.Key}"));
}
