using System.CommandLine;
using System.Text.Json;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary><c>platica show conversations</c> and the other lists, a page at a time.</summary>
internal static class ShowListCommand
{
    public static Command Build(CliHost host, ReadSource source, ListKind kind)
    {
        var id = new Argument<string>("conversation") { Description = "The conversation's id, as show conversations prints it." };
        var limit = new Option<int?>("--limit", "-n") { Description = "How many at most.", HelpName = "count" };
        var continuation = new Option<string?>("--continuation")
        {
            Description = "Goes on where the page before ended.",
            HelpName = "token",
        };
        var json = new Option<bool>("--json") { Description = "The API's JSON, unchanged." };
        var command = new Command(kind.Name, kind.Description) { limit, continuation, json };
        var takesId = kind.Route.Contains("{id}", StringComparison.Ordinal);
        if (takesId)
        {
            command.Add(id);
        }

        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = source.Connect(arguments);
            var argument = takesId ? arguments.GetRequiredValue(id) : null;
            var answer = await api.GetAsync(
                kind.Route.Replace("{id}", Uri.EscapeDataString(argument ?? ""), StringComparison.Ordinal),
                [
                    ("workspace", source.Workspace(arguments)),
                    ("limit", arguments.GetValue(limit)?.ToString()),
                    ("continuation", arguments.GetValue(continuation)),
                ],
                cancellationToken).ConfigureAwait(false);
            if (arguments.GetValue(json))
            {
                await host.Out.WriteLineAsync(answer.Text).ConfigureAwait(false);
                return ExitCodes.Ok;
            }

            var page = Page.Read(answer);
            WriteTable(host, kind, page);
            if (page.Continuation is { } next)
            {
                var options = source.Given(arguments)
                    .Prepend((limit.Name, arguments.GetValue(limit)?.ToString()))
                    .Append((continuation.Name, next));
                await host.Out.WriteLineAsync($"More: {CommandFor(kind, argument, options)}").ConfigureAwait(false);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void WriteTable(CliHost host, ListKind kind, Page page)
    {
        if (page.Items.Count == 0)
        {
            host.Out.WriteLine(kind.WhenEmpty);
            return;
        }

        ListTable.Write(host.Console, kind.Columns, page.Items);
    }

    private static string CommandFor(ListKind kind, string? argument, IEnumerable<(string Option, string? Value)> options) =>
        string.Join(' ',
        [
            Invocation.Prefix, "show", kind.Name,
            .. argument is null ? Array.Empty<string>() : [Invocation.Quote(argument)],
            .. options.Where(option => option.Value is not null).Select(option => $"{option.Option} {Invocation.Quote(option.Value!)}"),
        ]);
}
