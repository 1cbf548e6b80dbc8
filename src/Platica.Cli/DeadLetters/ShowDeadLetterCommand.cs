using System.CommandLine;
using Platica.Cli.Commands;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.DeadLetters;

/// <summary><c>platica dead-letters show</c>: one of them with all its fields, and the delivery itself where it is asked for.</summary>
internal static class ShowDeadLetterCommand
{
    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Reading);
        var id = new Argument<string>("id") { Description = "The dead letter's id, as dead-letters list prints it." };
        var body = new Option<bool>("--body") { Description = "With the delivery as it came: body, or bodyBase64 where it is no UTF-8." };
        var json = new Option<bool>("--json") { Description = "The API's JSON, unchanged." };
        var command = new Command("show", "All that is known of one dead letter.") { id, body, json };
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = new ReadApiClient(host, source.Find(arguments));
            var answer = await api.GetAsync(
                $"{ListKinds.DeadLetters.Route}/{Uri.EscapeDataString(arguments.GetRequiredValue(id))}",
                [("bodies", arguments.GetValue(body) ? "true" : null)],
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
