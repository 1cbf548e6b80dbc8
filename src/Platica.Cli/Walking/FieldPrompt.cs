using System.Text.Json;
using Platica.Cli.Output;

namespace Platica.Cli.Walking;

/// <summary>Asks for one field.</summary>
internal sealed class FieldPrompt(IWalkInput input, WalkReport report)
{
    /// <summary>What a person types to go back.</summary>
    public const string Back = "<";

    /// <summary>Asks until it fits, and fills it in; what is there already stays where nothing is entered.</summary>
    /// <returns>False where the person goes back instead.</returns>
    /// <exception cref="CliException">The input has ended, or a script's answer does not fit.</exception>
    public async Task<bool> AskAsync(VisitedScreen screen, FlowField field, CancellationToken cancellationToken)
    {
        if (field.Choices.Count > 0)
        {
            report.Choices(field.Label, field.Choices.Select(choice => $"{choice.Id}  {choice.Title}"));
        }

        if (field.Error.Length > 0)
        {
            report.Error(field.Error);
        }

        if (screen.Form.TryGetValue(field.Name, out var current) && !field.Offers(current))
        {
            screen.Form.Remove(field.Name);
            current = default;
        }

        while (true)
        {
            var typed = await input.AskAsync(screen.Id, field.Name, Prompt(field, current), cancellationToken).ConfigureAwait(false);
            if (typed.Trim() == Back && !input.IsScripted)
            {
                return false;
            }

            if (string.IsNullOrWhiteSpace(typed) && current.ValueKind != JsonValueKind.Undefined)
            {
                return true;
            }

            var value = FieldReader.Read(field, typed, out var problem);
            if (problem is null)
            {
                if (value.ValueKind != JsonValueKind.Undefined)
                {
                    screen.Form[field.Name] = value;
                }

                return true;
            }

            if (input.IsScripted)
            {
                throw new CliException($"{field.Name} on screen {screen.Id}: {problem} --set {field.Name}=… or --answers.", ExitCodes.Usage);
            }

            report.Say(problem);
        }
    }

    private static string Prompt(FlowField field, JsonElement current)
    {
        var hint = field.Kind switch
        {
            FieldKind.YesNo => ", yes or no",
            FieldKind.Date => ", such as 2026-11-26",
            FieldKind.DateRange => ", such as 2026-11-26 2026-11-28",
            FieldKind.Several => ", with commas between",
            FieldKind.Files => ", nothing from here",
            _ => "",
        };
        var kept = current.ValueKind == JsonValueKind.Undefined ? "" : $" [{FieldReader.Type(current)}]";
        return PlainText.Clean($"  {field.Label} ({field.Name}{hint}{(field.IsRequired ? "" : ", optional")}){kept}: ");
    }
}
