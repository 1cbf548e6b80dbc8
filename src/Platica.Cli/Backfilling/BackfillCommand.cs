using System.CommandLine;
using Platica.Cli.Output;

namespace Platica.Cli.Backfilling;

/// <summary><c>platica backfill</c>: brings what Platica's API tells to a receiver.</summary>
internal static class BackfillCommand
{
    public static Command Build(CliHost host)
    {
        var options = new BackfillOptions(host);
        var command = new Command(
            "backfill",
            "Reads clients and conversations with their messages from Platica's API and posts them, signed, to a receiver: what an outage lost, or what "
            + $"was there before. Each counts at its own time, so it may be repeated. The API key is in the variable {PlaticaApi.KeyVariable}.");
        options.AddTo(command);
        command.SetAction((arguments, cancellationToken) => RunAsync(host, options, arguments, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliHost host, BackfillOptions options, ParseResult arguments, CancellationToken cancellationToken)
    {
        var report = new BackfillReport();
        var (since, from, isDryRun) = (options.Since(arguments), options.From(arguments), options.IsDryRun(arguments));
        using var api = PlaticaApi.Open(host);
        using var sender = isDryRun ? null : new BackfillSender(host, options.Webhook(arguments), options.Secret(arguments), report);
        using var progress = new StatusLine(host);
        var run = new BackfillRun(api, sender ?? (IBackfillTarget)new DryRun(report), report)
        {
            Since = since,
            Workspace = options.Workspace(arguments),
            OnPage = () => progress.Show($"backfill: {report.Progress} …"),
        };
        try
        {
            await run.RunAsync(from, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is CliException or OperationCanceledException)
        {
            progress.Show("");
            await host.Error.WriteLineAsync($"Not finished. To go on: {options.GoOn(arguments, run.Place)}").ConfigureAwait(false);
            throw;
        }

        progress.Show("");
        foreach (var line in report.Lines(isDryRun ? "to send" : "sent"))
        {
            await host.Out.WriteLineAsync(line).ConfigureAwait(false);
        }

        return report.IsComplete ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
