using System.CommandLine;
using System.Text.Json;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;
using Spectre.Console;

namespace Platica.Cli.Commands;

/// <summary><c>platica find</c>: the clients, the conversations and the calls of a phone.</summary>
internal static class FindCommand
{
    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Reading);
        var phone = new Argument<string[]>("phone")
        {
            Description = "The phone as you have it: +52 1 55…, 521…, 52…; blanks and dashes do not matter.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json")
        {
            Description = "One JSON document: {\"clients\":[…],\"conversations\":[…],\"calls\":[…]}, the API's items.",
        };
        var command = new Command("find", "Who has this phone, and all its conversations and calls; exit code 1 if nobody.") { phone, json };
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = new ReadApiClient(host, source.Find(arguments));
            var typed = string.Join(' ', arguments.GetRequiredValue(phone));
            (string, string?)[] query = [.. source.Query(arguments), ("phone", typed)];
            var clients = await ReadAsync(ListKinds.Clients).ConfigureAwait(false);
            var conversations = await ReadAsync(ListKinds.Conversations).ConfigureAwait(false);
            var calls = await ReadAsync(ListKinds.Calls).ConfigureAwait(false);
            calls.Sort((left, right) => Nullable.Compare(JsonText.FindTime(right, "createdAt"), JsonText.FindTime(left, "createdAt")));
            if (arguments.GetValue(json))
            {
                var document = JsonLine.Object(("clients", JsonLine.List(clients)), ("conversations", JsonLine.List(conversations)), ("calls", JsonLine.List(calls)));
                await host.Out.WriteLineAsync(document).ConfigureAwait(false);
            }
            else
            {
                Write(host.Console, clients, conversations, calls, [.. source.Given(arguments)]);
            }

            return clients.Count + conversations.Count + calls.Count > 0 ? ExitCodes.Ok : ExitCodes.Failed;

            ValueTask<List<JsonElement>> ReadAsync(ListKind kind) =>
                new PagedList(api, kind.Route, query).ReadAllAsync(cancellationToken).ToListAsync(cancellationToken);
        });
        return command;
    }

    private static void Write(
        IAnsiConsole console,
        List<JsonElement> clients,
        List<JsonElement> conversations,
        List<JsonElement> calls,
        IReadOnlyList<(string Option, string? Value)> source)
    {
        var output = console.Profile.Out.Writer;
        if (clients.Count + conversations.Count + calls.Count == 0)
        {
            output.WriteLine("Nobody with this phone is known.");
            return;
        }

        ListTable.Write(console, ListKinds.Clients.Columns, clients, "No client has this phone.");
        output.WriteLine();
        ListTable.Write(console, ListKinds.Conversations.Columns, conversations, "No conversations.");
        output.WriteLine();
        if (calls.Count > 0)
        {
            ListTable.Write(console, ListKinds.Calls.Columns, calls, ListKinds.Calls.WhenEmpty);
            output.WriteLine();
        }

        foreach (var words in conversations.Select(item => new[] { "timeline", Id(item) })
            .Concat(clients.Select(item => new[] { "show", "client", Id(item) })))
        {
            output.WriteLine(Invocation.For(words, source));
        }
    }

    private static string Id(JsonElement item) => JsonText.ReadExact(item, "id");
}
