using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Platica.Cli.Input;

namespace Platica.Cli.Operating;

/// <summary><c>platica retention</c>: deletes what is older than the settings keep, without waiting for the timer.</summary>
internal static class RetentionCommand
{
    private const string Name = "retention";

    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Operations);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only counts what would be deleted." };
        var continuation = ContinuationOption.Create();
        var command = new Command(Name, "Deletes what is older than Retention__* keeps. The timer does the same about once a day.") { dryRun, continuation };
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var operations = new OperationsClient(host, source.Find(arguments));
            var isDryRun = arguments.GetValue(dryRun);
            var run = new OperationRun(Name, new JsonObject { ["dryRun"] = isDryRun, ["workspace"] = source.Workspace(arguments) })
            {
                Continuation = arguments.GetValue(continuation),
                GoOn = next => Invocation.For(
                    isDryRun ? [Name, dryRun.Name] : [Name], [.. source.Given(arguments), (continuation.Name, next)]),
            };
            Write(host.Out, isDryRun ? "To be deleted" : "Deleted", await operations.RunAsync(run, cancellationToken).ConfigureAwait(false));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Write(TextWriter output, string title, OperationCounts counts)
    {
        var tables = counts.Names.Order(StringComparer.Ordinal).ToList();
        output.WriteLine(tables.Count == 0 ? $"{title}: nothing." : $"{title}:");
        foreach (var table in tables)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {counts[table],9:N0}  {table}"));
        }
    }
}
