using System.CommandLine;
using System.Globalization;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary><c>platica show conversations</c> and the other lists, a page at a time.</summary>
internal static class ShowListCommand
{
    public static Command Build(CliHost host, SiteSource source, ListKind kind) => Build(host, source, kind, ["show", kind.Name]);

    /// <summary>The same list as another command.</summary>
    /// <param name="host">Where it is shown.</param>
    /// <param name="source">Where it is read from.</param>
    /// <param name="kind">The list.</param>
    /// <param name="words">What is typed for it after <c>platica</c>.</param>
    public static Command Build(CliHost host, SiteSource source, ListKind kind, IReadOnlyList<string> words)
    {
        var id = new Argument<string>("conversation") { Description = "The conversation's id, as show conversations prints it." };
        var filters = new FilterOptions(kind.Filters);
        var limit = LimitOption.Create("How many at most.");
        var continuation = new Option<string?>("--continuation")
        {
            Description = "Goes on where the page before ended.",
            HelpName = "token",
        };
        var json = new Option<bool>("--json") { Description = "One JSON document: the API's items, and the continuation." };
        var command = new Command(words[^1], kind.Description);
        filters.AddTo(command);
        command.Add(limit);
        command.Add(continuation);
        command.Add(json);
        if (kind.TakesId)
        {
            command.Add(id);
        }

        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = new ReadApiClient(host, source.Find(arguments));
            var argument = kind.TakesId ? arguments.GetRequiredValue(id) : null;
            var list = new PagedList(
                api, kind.RouteFor(argument), [.. source.Query(arguments), .. filters.Query(arguments)]);
            var count = arguments.GetValue(limit);
            var page = await list.TakeAsync(count, arguments.GetValue(continuation), cancellationToken).ConfigureAwait(false);
            if (arguments.GetValue(json))
            {
                await host.Out.WriteLineAsync(page.ToJson()).ConfigureAwait(false);
                return ExitCodes.Ok;
            }

            var isFiltered = filters.Given(arguments).Any(given => given.Value is not null);
            ListTable.Write(host.Console, kind.Columns, page.Items, WhenEmpty(kind, isFiltered, source.IsLocalHost(arguments)));
            if (page.Continuation is { } next)
            {
                var command = Invocation.For(
                    [.. words, .. argument is null ? Array.Empty<string>() : [argument]],
                    [
                        .. filters.Given(arguments),
                        (limit.Name, count.ToString(CultureInfo.InvariantCulture)),
                        .. source.Given(arguments),
                        (continuation.Name, next),
                    ]);
                await host.Out.WriteLineAsync($"More: {command}").ConfigureAwait(false);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    // A sample is for trying things out: in a deployment it would stand among the customers.
    private static string WhenEmpty(ListKind kind, bool isFiltered, bool isLocalHost) => (isFiltered, isLocalHost, kind.Sample) switch
    {
        (true, _, _) => "Nothing matches.",
        (_, true, { } sample) => $"{kind.WhenEmpty} Send a sample: {Invocation.For(["send", .. sample], [])}",
        _ => kind.WhenEmpty,
    };
}
