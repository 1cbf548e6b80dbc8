using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Platica.Cli.Operating;

namespace Platica.Cli.DeadLetters;

/// <summary><c>platica dead-letters replay</c> and <c>drop</c>: counts first, asks, then does it.</summary>
internal static class DeadLetterActionCommand
{
    public static Command Build(CliHost host, DeadLetterAction action)
    {
        var source = new OperationSource(host);
        var target = new DeadLetterTarget();
        var confirmation = new Confirmation(host);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only counts them." };
        var command = new Command(action.Name, action.Description);
        target.AddTo(command);
        foreach (var option in action.Options)
        {
            command.Add(option);
        }

        command.Add(dryRun);
        command.Add(confirmation.Yes);
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var operations = source.Connect(arguments);
            var run = RunOf(action, target, source, confirmation, arguments);
            var trial = (JsonObject)run.Parameters.DeepClone();
            trial["dryRun"] = true;
            var counted = await operations.RunAsync(run with { Parameters = trial }, cancellationToken).ConfigureAwait(false);
            var matched = counted["matched"];
            await host.Out.WriteLineAsync(Describe(counted)).ConfigureAwait(false);
            if (matched == 0 || arguments.GetValue(dryRun))
            {
                return counted["unknown"] == 0 ? ExitCodes.Ok : ExitCodes.Failed;
            }

            if (!await confirmation.AskAsync(action.Question, arguments, cancellationToken).ConfigureAwait(false))
            {
                await host.Out.WriteLineAsync(action.Refused).ConfigureAwait(false);
                return ExitCodes.Failed;
            }

            var done = await operations.RunAsync(run, cancellationToken).ConfigureAwait(false);
            await host.Out.WriteLineAsync($"{done}.").ConfigureAwait(false);
            return done["unknown"] + done["skipped"] == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static OperationRun RunOf(
        DeadLetterAction action, DeadLetterTarget target, OperationSource source, Confirmation confirmation, ParseResult arguments)
    {
        var parameters = target.Parameters(arguments);
        if (source.Workspace(arguments) is { } workspace)
        {
            parameters["workspace"] = workspace;
        }

        var flags = new List<string>();
        var numbers = new List<(string Option, string? Value)>();
        foreach (var option in action.Options)
        {
            if (option is Option<bool> flag && arguments.GetValue(flag))
            {
                parameters[option.Name.TrimStart('-')] = true;
                flags.Add(option.Name);
            }
            else if (option is Option<int?> number && arguments.GetValue(number) is { } value)
            {
                parameters[option.Name.TrimStart('-')] = value;
                numbers.Add((option.Name, value.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return new(action.Operation, parameters)
        {
            Continuation = source.Continuation(arguments),
            GoOn = continuation => Invocation.For(
                [DeadLettersCommand.Name, action.Name, .. target.Ids(arguments), .. flags, confirmation.Yes.Name],
                [.. target.Given(arguments), .. numbers, .. source.Given(arguments, continuation)]),
        };
    }

    private static string Describe(OperationCounts counted)
    {
        var found = counted["matched"] switch
        {
            0 => "No dead letter matches.",
            1 => "1 dead letter matches.",
            var count => string.Create(CultureInfo.InvariantCulture, $"{count:N0} dead letters match."),
        };
        return counted["unknown"] == 0 ? found : string.Create(CultureInfo.InvariantCulture, $"{found} {counted["unknown"]:N0} of the ids are unknown.");
    }
}
