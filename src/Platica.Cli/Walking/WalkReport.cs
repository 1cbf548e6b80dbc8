using System.Globalization;
using System.Text.Json;
using Platica.Cli.Checking;
using Platica.Cli.Http;
using Platica.Cli.Output;
using Platica.Flows.FlowJson;
using Platica.Webhooks.Flows;

namespace Platica.Cli.Walking;

/// <summary>Tells a walk through a Flow: for people what the phone shows, for programs one JSON line an exchange.</summary>
/// <param name="host">Where it is told.</param>
/// <param name="json">Whether programs read it.</param>
internal sealed class WalkReport(CliHost host, bool json)
{
    // Flows:DeadlineMilliseconds of a receiver that nobody has set otherwise.
    private const int HandlerLimit = 450;

    private bool _hasBegun;

    /// <summary>Where people read; nowhere while programs do.</summary>
    public TextWriter People { get; } = json ? TextWriter.Null : host.Out;

    /// <summary>Whether a phone would have taken every answer, and in time.</summary>
    public bool IsClean { get; private set; } = true;

    /// <summary>Tells one exchange, its time, and what is wrong with the answer.</summary>
    public void Exchange(FlowAction action, string? screen, JsonElement payload, HttpAnswer answer, IReadOnlyList<FlowAnswerViolation> violations)
    {
        var milliseconds = answer.Elapsed.TotalMilliseconds;
        List<string> warnings = [.. Slowness(milliseconds), .. violations.Select(violation => violation.ToString())];
        IsClean &= milliseconds <= AnswerTimes.Limit && violations.All(violation => violation.Kind == FlowViolationKind.MissingKey);
        var name = FlowCaller.NameOf(action);
        if (json)
        {
            WriteJson(
                ("action", JsonLine.Text(name)),
                ("screen", JsonLine.Text(screen)),
                ("payload", JsonLine.Readable(payload)),
                ("status", ((int)answer.Status).ToString(CultureInfo.InvariantCulture)),
                ("milliseconds", milliseconds.ToString("0.0##", CultureInfo.InvariantCulture)),
                ("answer", answer.Json.ValueKind == JsonValueKind.Undefined ? JsonLine.Text(answer.Text) : JsonLine.Of(answer.Json)),
                ("warnings", $"[{string.Join(',', warnings.Select(JsonLine.Text))}]"));
            return;
        }

        if (_hasBegun)
        {
            People.WriteLine();
        }

        _hasBegun = true;
        People.WriteLine(PlainText.Clean(screen is null ? $"→ {name}" : $"→ {name} {screen} {JsonLine.Readable(payload)}"));
        People.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {milliseconds:0.0} ms of {AnswerTimes.Limit}"));
        warnings.ForEach(warning => People.WriteLine(PlainText.Clean($"  ! {warning}")));
    }

    /// <summary>Shows a screen as it stands.</summary>
    public void Show(VisitedScreen screen, WalkPath path)
    {
        People.WriteLine();
        People.WriteLine(PlainText.Clean($"{screen.Id}  {FlowText.Of(FlowExpression.Evaluate(FlowText.Member(screen.Definition, "title"), path))}").TrimEnd());
        if (screen.Data.Count > 0)
        {
            var data = JsonLine.Object(screen.Data.Select(pair => (pair.Key, JsonLine.Readable(pair.Value))));
            People.WriteLine(PlainText.Fit(PlainText.Clean($"  data {data}"), host.Console.Profile.Width));
        }

        foreach (var line in ScreenLayout.Visible(screen, path).SelectMany(component => ComponentText.Of(component, path)))
        {
            People.WriteLine($"  {PlainText.Clean(line)}");
        }
    }

    /// <summary>Lists something to choose from, each with its number.</summary>
    public void Choices(string heading, IEnumerable<string> choices)
    {
        People.WriteLine(PlainText.Clean($"  {heading}"));
        foreach (var (number, choice) in choices.Index())
        {
            People.WriteLine(PlainText.Clean(string.Create(CultureInfo.InvariantCulture, $"  {number + 1,3}  {choice}")));
        }
    }

    /// <summary>Tells what the person would read or see.</summary>
    public void Say(string text) => People.WriteLine(PlainText.Clean($"  {text}"));

    /// <summary>Tells what the person did wrong.</summary>
    public void Error(string text) => Say($"✗ {text}");

    /// <summary>Tells how the Flow ended, and what goes back to the chat.</summary>
    public void End(string how, JsonElement payload)
    {
        if (json)
        {
            WriteJson(("ended", JsonLine.Text(how)), ("payload", JsonLine.Readable(payload)));
            return;
        }

        People.WriteLine();
        People.WriteLine(PlainText.Clean($"Done: {how} {JsonLine.Readable(payload)}"));
    }

    private static IEnumerable<string> Slowness(double milliseconds) => milliseconds switch
    {
        > AnswerTimes.Limit => ["Too late: Platica has stopped waiting, and the person sees that nothing happened."],
        > HandlerLimit => [$"Slow: over the {HandlerLimit} ms that a handler has, and the way to Platica comes on top."],
        _ => [],
    };

    private void WriteJson(params IEnumerable<(string Name, string Json)> properties) => host.Out.WriteLine(JsonLine.Object(properties));
}
