using System.CommandLine;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary><c>platica show conversation</c>, <c>client</c> and <c>flow-response</c>: one row with all its fields.</summary>
internal static class ShowItemCommand
{
    public static Command Build(CliHost host, ReadSource source, string name, string route, string description, string idName = "id")
    {
        var id = new Argument<string>(idName) { Description = $"The {name}'s {idName}." };
        var json = new Option<bool>("--json") { Description = "The API's JSON, unchanged." };
        var command = new Command(name, description) { id, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = source.Connect(arguments);
            var answer = await api.GetAsync(
                route + Uri.EscapeDataString(arguments.GetRequiredValue(id)),
                [("workspace", source.Workspace(arguments))],
                cancellationToken).ConfigureAwait(false);
            if (arguments.GetValue(json))
            {
                await host.Out.WriteLineAsync(answer.Text).ConfigureAwait(false);
            }
            else
            {
                DetailView.Write(host.Out, answer.Json);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
