using System.CommandLine;
using System.Text.Json.Nodes;
using Platica.Cli.Input;
using Platica.Cli.Operating;

namespace Platica.Cli.Persons;

/// <summary><c>platica erase</c>: says who a person is, asks, then removes all of it for good.</summary>
internal static class EraseCommand
{
    private const string Name = "erase";

    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Operations);
        var person = new PersonOptions();
        var confirmation = new Confirmation(host);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says who it is." };
        var acceptNewKey = new Option<bool>("--accept-new-key")
        {
            Description = "Goes on with the erasure key that is set now, where the one before is lost: who was erased under that one is not kept away any more.",
        };
        var continuation = ContinuationOption.Create();
        var command = new Command(Name, "Removes everything that is kept of one person, and keeps it from coming back. Repeatable.");
        person.AddTo(command);
        command.Add(dryRun);
        command.Add(acceptNewKey);
        command.Add(confirmation.Yes);
        command.Add(continuation);
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var operations = new OperationsClient(host, source.Find(arguments));
            var parameters = person.Parameters(arguments, source);
            string[] given = [];
            if (arguments.GetValue(acceptNewKey))
            {
                parameters["acceptNewKey"] = true;
                given = [acceptNewKey.Name];
            }

            var run = new OperationRun(Name, parameters)
            {
                Continuation = arguments.GetValue(continuation),
                GoOn = next => Invocation.For(
                    [Name, confirmation.Yes.Name, .. given], [.. person.Given(arguments), .. source.Given(arguments), (continuation.Name, next)]),
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
                var trial = (JsonObject)run.Parameters.DeepClone();
                trial["dryRun"] = true;
                return new(Name, trial)
                {
                    GoOn = _ => Invocation.For(
                        isDryRun ? [Name, dryRun.Name, .. given] : [Name, .. given], [.. person.Given(arguments), .. source.Given(arguments)]),
                };
            }
        });
        return command;
    }
}
