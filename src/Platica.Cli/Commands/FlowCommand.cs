using System.CommandLine;
using Platica.Cli.Funnel;
using Platica.Cli.Walking;

namespace Platica.Cli.Commands;

/// <summary><c>platica flow</c>: what can be done with a Flow without a phone.</summary>
internal static class FlowCommand
{
    public static Command Build(CliHost host) => new("flow", "Checks, draws, translates and walks a WhatsApp Flow JSON, and tells how far people come.")
    {
        FlowCheckCommand.Build(host),
        FlowGraphCommand.Build(host),
        FlowTypesCommand.Build(host),
        FlowRunCommand.Build(host),
        FlowStatsCommand.Build(host),
    };
}
