using System.CommandLine;
using System.Text.Json.Nodes;
using Platica.Cli.Operating;

namespace Platica.Cli.Persons;

/// <summary><c>platica erase</c>: says what there is of a person, asks, then removes all of it for good.</summary>
internal static class EraseCommand
{
    private const string Name = "erase";

    public static Command Build(CliHost host)
    {
        var source = new OperationSource(host);
        var person = new PersonOptions();
        var confirmation = new Confirmation(host);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what there is." };
        var command = new Command(Name, "Removes everything that is kept of one person, and keeps it from coming back. Repeatable.");
        person.AddTo(command);
        command.Add(dryRun);
        command.Add(confirmation.Yes);
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var operations = source.Connect(arguments);
            var run = new OperationRun(Name, person.Parameters(arguments, source))
            {
                Continuation = source.Continuation(arguments),
                GoOn = continuation => Invocation.For(
                    [Name, confirmation.Yes.Name], [.. person.Given(arguments), .. source.Given(arguments, continuation)]),
            };
            if (run.Continuation is null)
            {
                var trial = (JsonObject)run.Parameters.DeepClone();
                trial["dryRun"] = true;
                var counted = await operations.RunAsync(run with { Parameters = trial }, cancellationToken).ConfigureAwait(false);
                EraseReport.Found(host.Out, counted);
                if (arguments.GetValue(dryRun))
                {
                    return ExitCodes.Ok;
                }
            }

            if (!await confirmation.AskAsync("Erase this person for good?", arguments, cancellationToken).ConfigureAwait(false))
            {
                await host.Out.WriteLineAsync("Nothing was erased.").ConfigureAwait(false);
                return ExitCodes.Failed;
            }

            var done = await operations.RunAsync(run, cancellationToken).ConfigureAwait(false);
            EraseReport.Removed(host.Out, done);
            return ExitCodes.Ok;
        });
        return command;
    }
}
