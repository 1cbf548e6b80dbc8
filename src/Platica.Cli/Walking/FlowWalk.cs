using System.Globalization;
using System.Text.Json;
using Platica.Cli.Output;
using Platica.Webhooks.Flows;

namespace Platica.Cli.Walking;

/// <summary>One person's way through a Flow.</summary>
/// <param name="flow">The Flow JSON.</param>
/// <param name="caller">The receiver that answers.</param>
/// <param name="input">Who enters what.</param>
/// <param name="report">Who is told.</param>
internal sealed class FlowWalk(WalkedFlow flow, FlowCaller caller, IWalkInput input, WalkReport report)
{
    // The name of what is tapped, where there are several: no component's own, for the reference has no such field in a form.
    private const string Tap = "tap";

    private static readonly JsonElement Nothing = JsonElement.Parse("{}"u8);

    private readonly FieldPrompt _fields = new(input, report);
    private readonly WalkPath _path = new();
    private bool _hasEnded;

    /// <summary>Opens the Flow and goes on until it ends.</summary>
    /// <exception cref="CliException">The phone would have shown an error and closed it, or the input ended.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(FlowAction.Init, null, Nothing, cancellationToken).ConfigureAwait(false);
        while (!_hasEnded)
        {
            var screen = _path.Current!;
            ScreenLayout.Prefill(screen, _path);
            report.Show(screen, _path);
            if (await FillAsync(screen, cancellationToken).ConfigureAwait(false))
            {
                await TapAsync(screen, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>Whether the person is still there, with everything filled in.</returns>
    private async Task<bool> FillAsync(VisitedScreen screen, CancellationToken cancellationToken)
    {
        HashSet<string> asked = new(StringComparer.Ordinal);
        while (ScreenLayout.Fields(screen, _path).ToList().Find(field => !asked.Contains(field.Name)) is { } field)
        {
            var before = screen.Form.GetValueOrDefault(field.Name);
            if (!await _fields.AskAsync(screen, field, cancellationToken).ConfigureAwait(false))
            {
                await GoBackAsync(screen, cancellationToken).ConfigureAwait(false);
                return false;
            }

            asked.Add(field.Name);
            var entered = screen.Form.GetValueOrDefault(field.Name);
            if (FieldReader.Type(entered) != FieldReader.Type(before) && field.ActionFor(entered) is { ValueKind: JsonValueKind.Object } action)
            {
                await PerformAsync(screen, action, cancellationToken).ConfigureAwait(false);
                if (_hasEnded || _path.Current != screen)
                {
                    return false;
                }
            }

            ScreenLayout.Prefill(screen, _path);
        }

        return true;
    }

    private async Task TapAsync(VisitedScreen screen, CancellationToken cancellationToken)
    {
        var taps = ScreenLayout.Taps(screen, _path);
        if (taps.Count == 0)
        {
            throw new CliException($"Screen {screen.Id} has nothing to tap now.");
        }

        if (taps.Count > 1)
        {
            report.Choices("To tap", taps.Select(tap => tap.Label));
        }

        var prompt = taps.Count > 1 ? "  tap [1]: " : $"  [{PlainText.Clean(taps[0].Label)}] Enter: ";
        var typed = (await input.AskAsync(screen.Id, Tap, prompt, cancellationToken).ConfigureAwait(false)).Trim();
        if (typed == FieldPrompt.Back)
        {
            await GoBackAsync(screen, cancellationToken).ConfigureAwait(false);
            return;
        }

        var chosen = taps.FirstOrDefault(tap => tap.Label.Equals(typed, StringComparison.OrdinalIgnoreCase))
            ?? (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? taps.ElementAtOrDefault(number - 1) : null)
            ?? taps[0];
        await PerformAsync(screen, chosen.Action, cancellationToken).ConfigureAwait(false);
        if (input.IsScripted && !_hasEnded && _path.Current == screen)
        {
            foreach (var field in ScreenLayout.Fields(screen, _path).Where(field => field.Error.Length > 0))
            {
                report.Error($"{field.Name}: {field.Error}");
            }

            throw new CliException($"Still on screen {screen.Id}: other answers are needed.");
        }
    }

    private async Task GoBackAsync(VisitedScreen screen, CancellationToken cancellationToken)
    {
        if (!_path.CanGoBack)
        {
            report.Say("This is the first screen: going back closes the Flow. Ctrl+C ends.");
            return;
        }

        _path.GoBack();
        if (screen.RefreshesOnBack)
        {
            await ExchangeAsync(FlowAction.Back, screen.Id, Nothing, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PerformAsync(VisitedScreen screen, JsonElement action, CancellationToken cancellationToken)
    {
        var payload = FlowExpression.Fill(FlowText.Member(action, "payload"), _path);
        switch (FlowText.Of(FlowText.Member(action, "name")))
        {
            case "data_exchange":
                await ExchangeAsync(FlowAction.DataExchange, screen.Id, payload, cancellationToken).ConfigureAwait(false);
                break;
            case "navigate":
                Show(FlowText.Of(FlowText.Member(FlowText.Member(action, "next"), "name")), payload);
                break;
            case "complete":
                End("complete", payload);
                break;
            case "update_data":
                screen.Take(payload);
                break;
        }
    }

    private async Task ExchangeAsync(FlowAction action, string? screen, JsonElement payload, CancellationToken cancellationToken)
    {
        var answer = await caller.PostAsync(action, screen, payload, cancellationToken).ConfigureAwait(false);
        var read = WalkAnswer.Read(answer);
        var check = read.Problem is null && !read.IsAcknowledgement ? flow.Document.Check(action, screen, read.Screen, read.Data) : default;
        report.Exchange(action, screen, payload, answer, check.Violations);
        if (read.Problem is { } problem)
        {
            throw new CliException(problem);
        }

        if (!check.IsSendable)
        {
            throw new CliException("WhatsApp would refuse this answer, tell the person that something went wrong, and close the Flow.");
        }

        _path.Current?.ForgetErrors();
        if (WalkedFlow.IsEnd(read.Screen))
        {
            End(read.Screen!, FlowText.Member(FlowText.Member(read.Data, "extension_message_response"), "params"));
        }
        else if (read.IsAcknowledgement && _path.Current is not null)
        {
            report.Say("Nothing new is shown: the receiver took note and has no answer. Its log says why.");
        }
        else if ((read.Screen ?? _path.Current?.Id) is { } next)
        {
            Show(next, check.MendedData);
            if (read.ErrorMessage is { } message)
            {
                report.Error(message);
            }
        }
        else
        {
            throw new CliException("The Flow cannot open: this answer names no screen. Is the Flow's id right (--flow)? The receiver's log says more.");
        }
    }

    private void Show(string screen, JsonElement data) => _path.Show(
        screen,
        flow.Find(screen) ?? throw new CliException($"The Flow JSON has no screen \"{screen}\"."),
        data);

    private void End(string how, JsonElement payload)
    {
        _hasEnded = true;
        report.End(how, payload.ValueKind == JsonValueKind.Undefined ? Nothing : payload);
    }
}
