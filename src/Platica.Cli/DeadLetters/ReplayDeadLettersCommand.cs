using System.CommandLine;
using System.Text.Json.Nodes;

namespace Platica.Cli.DeadLetters;

/// <summary><c>platica dead-letters replay</c>: sends them again.</summary>
internal static class ReplayDeadLettersCommand
{
    public static Command Build(CliHost host)
    {
        var action = new DeadLetterAction(host, "replay", "Send them again?", "Nothing was sent.");
        var rate = new Option<int?>("--rate") { Description = "How many a second, 1-100. Default: 10.", HelpName = "count" };
        var command = action.Build("Has dead letters processed again: the open ones, unless ids or filters say which. Repeatable.", rate);
        command.SetAction((arguments, cancellationToken) => action.RunAsync(
            arguments, (rate.Name, arguments.GetValue(rate) is { } count ? JsonValue.Create(count) : null), null, cancellationToken));
        return command;
    }
}
