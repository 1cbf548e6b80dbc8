using System.CommandLine;
using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Output;
using Spectre.Console;

namespace Platica.Cli.Commands;

/// <summary><c>platica find</c>: the clients and the conversations of a phone.</summary>
internal static class FindCommand
{
    public static Command Build(CliHost host)
    {
        var source = new ReadSource(host);
        var phone = new Argument<string[]>("phone")
        {
            Description = "The phone as you have it: +52 1 55…, 521…, 52…; blanks and dashes do not matter.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json")
        {
            Description = "One JSON document: {\"clients\":[…],\"conversations\":[…]}, the API's items.",
        };
        var command = new Command("find", "Who has this phone, and all its conversations; exit code 1 if nobody.") { phone, json };
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = source.Connect(arguments);
            var typed = string.Join(' ', arguments.GetRequiredValue(phone));
            (string, string?)[] query = [("workspace", source.Workspace(arguments)), ("phone", typed)];
            var clients = await new PagedList(api, ListKinds.Clients.Route, query)
                .ReadAllAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
            var conversations = await new PagedList(api, ListKinds.Conversations.Route, query)
                .ReadAllAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (arguments.GetValue(json))
            {
                var document = JsonLine.Object(("clients", JsonLine.List(clients)), ("conversations", JsonLine.List(conversations)));
                await host.Out.WriteLineAsync(document).ConfigureAwait(false);
            }
            else
            {
                Write(host.Console, clients, conversations, [.. source.Given(arguments)]);
            }

            return clients.Count + conversations.Count > 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static void Write(
        IAnsiConsole console,
        List<JsonElement> clients,
        List<JsonElement> conversations,
        IReadOnlyList<(string Option, string? Value)> source)
    {
        var output = console.Profile.Out.Writer;
        if (clients.Count + conversations.Count == 0)
        {
            output.WriteLine("Nobody with this phone is known.");
            return;
        }

        ListTable.Write(console, ListKinds.Clients.Columns, clients, "No client has this phone.");
        output.WriteLine();
        ListTable.Write(console, ListKinds.Conversations.Columns, conversations, "No conversations.");
        output.WriteLine();
        foreach (var words in conversations.Select(item => new[] { "timeline", Id(item) })
            .Concat(clients.Select(item => new[] { "show", "client", Id(item) })))
        {
            output.WriteLine(Invocation.For(words, source));
        }
    }

    private static string Id(JsonElement item) => JsonText.ReadExact(item, "id");
}
