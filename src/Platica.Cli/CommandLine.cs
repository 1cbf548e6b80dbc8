using System.CommandLine;
using System.CommandLine.Help;
using Platica.Cli.Checking;
using Platica.Cli.Commands;
using Platica.Cli.DeadLetters;
using Platica.Cli.Exporting;
using Platica.Cli.Operating;
using Platica.Cli.Output;
using Platica.Cli.Persons;

namespace Platica.Cli;

/// <summary><c>platica</c>: parses the arguments, runs the command, turns expected failures into a message and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line and returns the process's exit code (see <see cref="ExitCodes"/>).</summary>
    public static async Task<int> RunAsync(string[] args, CliHost host, CancellationToken cancellationToken)
    {
        var parsed = BuildRoot(host).Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = host.Out,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            var exitCode = await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
            return parsed.Errors.Count > 0 && exitCode != ExitCodes.Ok ? ExitCodes.Usage : exitCode;
        }
        catch (CliException failure)
        {
            await host.Error.WriteLineAsync(failure.Message).ConfigureAwait(false);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }

    private static RootCommand BuildRoot(CliHost host)
    {
        var root = new RootCommand(
            "Sends signed Platica deliveries to a receiver, checks it, and reads back what it kept.\n"
            + $"From the repository, write `{Invocation.Prefix}` for `platica`.")
        {
            SendCommand.Build(host),
            SignCommand.Build(host),
            VerifyCommand.Build(host),
            CheckCommand.Build(host),
            FindCommand.Build(host),
            TimelineCommand.Build(host),
            ShowCommand.Build(host),
            ExportCommand.Build(host),
            TailCommand.Build(host),
            DeadLettersCommand.Build(host),
            FlowCommand.Build(host),
            PersonCommand.Build(host),
            EraseCommand.Build(host),
            RetentionCommand.Build(host),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, host.Console.Profile.Width);
        return root;
    }
}
