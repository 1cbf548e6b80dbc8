using System.CommandLine;
using Platica.Cli.Commands;
using Platica.Cli.Input;

namespace Platica.Cli.DeadLetters;

/// <summary><c>platica dead-letters</c>: what could not be processed: look at it, send it again, or drop it.</summary>
internal static class DeadLettersCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "dead-letters";

    public static Command Build(CliHost host) => new(Name, "Deliveries that could not be processed: shows them, sends them again, drops them.")
    {
        BuildList(host),
        ShowDeadLetterCommand.Build(host),
        ReplayDeadLettersCommand.Build(host),
        DropDeadLettersCommand.Build(host),
    };

    private static Command BuildList(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Reading);
        var command = ShowListCommand.Build(host, source, ListKinds.DeadLetters, [Name, "list"]);
        source.AddTo(command);
        return command;
    }
}
