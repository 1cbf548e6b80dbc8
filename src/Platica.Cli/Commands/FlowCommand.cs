using System.CommandLine;

namespace Platica.Cli.Commands;

/// <summary><c>platica flow</c>: what can be done with a Flow JSON without a phone.</summary>
internal static class FlowCommand
{
    public static Command Build(CliHost host) => new("flow", "Checks, draws and translates a WhatsApp Flow JSON.")
    {
        FlowCheckCommand.Build(host),
        FlowGraphCommand.Build(host),
        FlowTypesCommand.Build(host),
    };
}
