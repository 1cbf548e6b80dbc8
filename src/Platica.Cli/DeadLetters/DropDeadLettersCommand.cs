using System.CommandLine;
using System.Text.Json.Nodes;

namespace Platica.Cli.DeadLetters;

/// <summary><c>platica dead-letters drop</c>: deletes them, and none that arrived after they were counted.</summary>
internal static class DropDeadLettersCommand
{
    public static Command Build(CliHost host)
    {
        var action = new DeadLetterAction(host, "drop", "Delete them for good?", "Nothing was dropped.");
        var all = new Option<bool>("--all") { Description = "All open ones, where neither ids nor a filter says which." };
        var command = action.Build("Deletes dead letters for good, those that ids or filters say.", all);
        command.SetAction((arguments, cancellationToken) => action.RunAsync(
            arguments,
            (all.Name, arguments.GetValue(all) ? JsonValue.Create(true) : null),
            action.IsOpenEnded(arguments) ? host.Clock.GetUtcNow() : null,
            cancellationToken));
        return command;
    }
}
