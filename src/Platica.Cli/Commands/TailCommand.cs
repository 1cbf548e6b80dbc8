using System.CommandLine;
using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary><c>platica tail</c>: prints deliveries as they are stored, until Ctrl+C.</summary>
internal static class TailCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Reading);
        var fromStart = new Option<bool>("--from-start") { Description = "Prints everything stored so far first." };
        var json = new Option<bool>("--json") { Description = "JSON Lines: the API's items." };
        var command = new Command("tail", "Follows the events as they are stored; Ctrl+C ends it.") { fromStart, json };
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = new ReadApiClient(host, source.Find(arguments));
            var feed = new EventFeed(api, source.Query(arguments));
            Func<JsonElement, string> format = arguments.GetValue(json) ? JsonLine.Of : EventLine.Of;
            void Print(IEnumerable<JsonElement> events)
            {
                foreach (var item in events)
                {
                    host.Out.WriteLine(format(item));
                }

                host.Out.Flush();
            }

            try
            {
                await FollowAsync(host, feed, arguments.GetValue(fromStart), Print, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Ctrl+C is how this command is meant to end.
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task FollowAsync(
        CliHost host, EventFeed feed, bool fromStart, Action<IEnumerable<JsonElement>> print, CancellationToken cancellationToken)
    {
        var stored = await feed.ReadNewAsync(everything: fromStart, cancellationToken).ConfigureAwait(false);
        if (fromStart)
        {
            print(stored);
        }

        var waiting = false;
        while (true)
        {
            await Task.Delay(Pause, host.Clock, cancellationToken).ConfigureAwait(false);
            try
            {
                print(await feed.ReadNewAsync(everything: false, cancellationToken).ConfigureAwait(false));
                waiting = false;
            }
            catch (CliException failure)
            {
                if (!waiting)
                {
                    await host.Error.WriteLineAsync($"{failure.Message}\nWaiting for it …").ConfigureAwait(false);
                }

                waiting = true;
            }
        }
    }
}
