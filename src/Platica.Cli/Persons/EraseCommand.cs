using System.CommandLine;
using System.Text.Json.Nodes;
using Platica.Cli.Operating;

namespace Platica.Cli.Persons;

/// <summary><c>platica erase</c>: says who a person is, asks, then removes all of it for good.</summary>
internal static class EraseCommand
{
    private const string Name = "erase";

    public static Command Build(CliHost host)
    {
        var source = new OperationSource(host);
        var person = new PersonOptions();
        var confirmation = new Confirmation(host);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says who it is." };
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
            var isDryRun = arguments.GetValue(dryRun);
            if (isDryRun || run.Continuation is null)
            {
                EraseReport.Found(host.Out, await operations.RunAsync(Trial(run), cancellationToken).ConfigureAwait(false));
            }

            if (isDryRun)
            {
                return ExitCodes.Ok;
            }

            if (!await confirmation.AskAsync("Erase this person for good?", arguments, cancellationToken).ConfigureAwait(false))
            {
                await host.Out.WriteLineAsync("Nothing was erased.").ConfigureAwait(false);
                return ExitCodes.Failed;
            }

            var done = await operations.RunAsync(run, cancellationToken).ConfigureAwait(false);
            EraseReport.Removed(host.Out, done);
            return ExitCodes.Ok;

            // It says something at its end only, so it begins anew: with nothing that would erase.
            OperationRun Trial(OperationRun run)
            {
                var parameters = (JsonObject)run.Parameters.DeepClone();
                parameters["dryRun"] = true;
                return new(Name, parameters)
                {
                    GoOn = _ => Invocation.For(
                        isDryRun ? [Name, dryRun.Name] : [Name], [.. person.Given(arguments), .. source.Given(arguments, null)]),
                };
            }
        });
        return command;
    }
}
