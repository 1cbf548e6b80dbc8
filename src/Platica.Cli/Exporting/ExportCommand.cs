using System.CommandLine;
using Platica.Cli.Commands;
using Platica.Cli.Input;

namespace Platica.Cli.Exporting;

/// <summary><c>platica export</c>: a whole table as JSON Lines or CSV.</summary>
internal static class ExportCommand
{
    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Reading);
        var options = new ExportOptions();
        var command = new Command(
            "export",
            "Writes a whole table as JSON Lines or CSV, in UTF-8. Only with exit code 0 it is whole: 1 it failed, 130 Ctrl+C, 141 closed pipe.");
        foreach (var table in ExportTable.All)
        {
            command.Add(ExportTableCommand.Build(host, source, options, table));
        }

        options.AddTo(command);
        source.AddTo(command);
        return command;
    }
}
