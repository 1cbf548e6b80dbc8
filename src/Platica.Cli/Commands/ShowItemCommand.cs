using System.CommandLine;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary><c>platica show conversation</c>, <c>client</c> and the like: one row with all its fields.</summary>
internal static class ShowItemCommand
{
    public static Command Build(CliHost host, SiteSource source, string name, string route, string description, string idName = "id")
    {
        var id = new Argument<string>(idName) { Description = $"The {name}'s {idName}." };
        var json = new Option<bool>("--json") { Description = "The API's JSON, unchanged." };
        var command = new Command(name, description) { id, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = new ReadApiClient(host, source.Find(arguments));
            var answer = await api.GetAsync(
                route + Uri.EscapeDataString(arguments.GetRequiredValue(id)),
                source.Query(arguments),
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
