using System.CommandLine;

namespace Platica.Cli.Commands;

/// <summary><c>platica flow graph</c>: the screens and the ways between them, to paste into a Markdown file.</summary>
internal static class FlowGraphCommand
{
    public static Command Build(CliHost host)
    {
        var file = FlowFile.Argument();
        var command = new Command("graph", "Prints the routing model as a Mermaid flowchart.") { file };
        command.SetAction(async (arguments, _) =>
        {
            var flow = FlowFile.LoadModel(arguments.GetRequiredValue(file));
            await host.Out.WriteLineAsync(FlowMermaid.Write(flow)).ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }
}
