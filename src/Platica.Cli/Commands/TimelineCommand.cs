using System.CommandLine;
using System.Globalization;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary><c>platica timeline</c>: what was said and what happened in a conversation, read like a chat.</summary>
internal static class TimelineCommand
{
    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Reading);
        var id = new Argument<string>("conversation") { Description = "The conversation's id, as find and show conversations print it." };
        var limit = LimitOption.Create("How many at most; the latest are taken.");
        var before = TimeOption("--before", "Only what is older.");
        var after = TimeOption("--after", "Only what is newer.");
        var messagesOnly = new Option<bool>("--messages-only") { Description = "Leaves out what happened beside the messages." };
        var json = new Option<bool>("--json")
        {
            Description = "JSON Lines: {\"kind\":\"message\"|\"event\",\"at\":…,\"item\":…}, the API's items, the oldest first.",
        };
        var command = new Command("timeline", "What was said and what happened in a conversation, the oldest first.")
        {
            id,
            limit,
            before,
            after,
            messagesOnly,
            json,
        };
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = new ReadApiClient(host, source.Find(arguments));
            var conversation = arguments.GetRequiredValue(id);
            var reader = new TimelineReader(api, source.Query(arguments), conversation)
            {
                After = Times.Parse(arguments.GetValue(after), after.Name),
                Before = Times.Parse(arguments.GetValue(before), before.Name),
            };
            var count = arguments.GetValue(limit);
            var withEvents = !arguments.GetValue(messagesOnly);

            // One more than shown tells whether there are earlier ones.
            var entries = await reader.ReadAsync(count + 1, withEvents, cancellationToken).ConfigureAwait(false);
            var latest = entries.TakeLast(count).ToList();
            if (arguments.GetValue(json))
            {
                latest.ForEach(entry => host.Out.WriteLine(entry.ToJson()));
                return ExitCodes.Ok;
            }

            if (latest.Count == 0)
            {
                await host.Out.WriteLineAsync("Nothing was said here, and nothing happened.").ConfigureAwait(false);
                return ExitCodes.Ok;
            }

            TimelineView.Write(host.Console, latest);
            if (entries.Count > count)
            {
                var command = Invocation.For(
                    [.. withEvents ? ["timeline", conversation] : (string[])["timeline", conversation, messagesOnly.Name]],
                    [
                        (limit.Name, count.ToString(CultureInfo.InvariantCulture)),
                        (after.Name, arguments.GetValue(after)),
                        (before.Name, Times.Format(latest[0].At)),
                        .. source.Given(arguments),
                    ]);
                await host.Out.WriteLineAsync($"Earlier: {command}").ConfigureAwait(false);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Option<string?> TimeOption(string name, string description) => new(name)
    {
        Description = $"{description} ISO-8601; UTC without an offset.",
        HelpName = "2026-11-20T09:00:00Z",
    };
}
