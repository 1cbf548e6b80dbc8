using System.Globalization;
using Platica.Processing.Receiving;

namespace Platica.LocalHost.Terminal;

/// <summary>One line on the terminal for each request on a webhook URL: time, event, outcome, milliseconds, id. No personal data.</summary>
internal sealed class DeliveryLines(TextWriter output, TimeProvider clock)
{
    /// <summary>Writes the line of a request.</summary>
    public void Write(string method, ReceiveResult result, TimeSpan elapsed)
    {
        var time = clock.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var name = Printable(result.EventName ?? (result.Outcome == ReceiveOutcome.Malformed ? "(no event)" : $"({Printable(method)})"));
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{time}  {name,-32} {result.StatusCode} {OutcomeOf(result),-24} {elapsed.TotalMilliseconds,7:0.0} ms  {Printable(result.EventId ?? "-")}");
        lock (output)
        {
            output.WriteLine(line);
        }
    }

    private static string OutcomeOf(ReceiveResult result) => result.Outcome switch
    {
        ReceiveOutcome.Accepted => "accepted",
        ReceiveOutcome.Malformed => "kept as dead letter",
        ReceiveOutcome.FlowAnswered => result.Detail == "answered" ? "answered" : $"answered ({result.Detail})",
        _ => $"refused: {result.Detail}",
    };

    /// <summary>Names and ids come from outside: nothing in them may move the cursor or flood the screen.</summary>
    private static string Printable(string text)
    {
        const int Longest = 80;
        var cut = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest - 1), "…") : text;
        return string.Concat(cut.Select(character => IsPlain(character) ? character : '\uFFFD'));
    }

    /// <summary>Format characters turn the direction of writing or are invisible; separators break lines without being control characters.</summary>
    private static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
