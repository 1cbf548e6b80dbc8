using System.CommandLine;
using System.Text.Json;
using Platica.Cli.Exporting;
using Platica.Cli.Input;
using Platica.Cli.Operating;
using Platica.Cli.Output;

namespace Platica.Cli.Persons;

/// <summary><c>platica person</c>: everything that is kept of one person, as one JSON document.</summary>
internal static class PersonCommand
{
    private const string Name = "person";

    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Operations);
        var person = new PersonOptions();
        var output = new Option<string?>("--output", "-o") { Description = "The file to write. Default: standard output.", HelpName = "file" };
        var command = new Command(Name, "Everything that is kept of one person, for whoever asks for it: one JSON document, a list for each table.");
        person.AddTo(command);
        command.Add(output);
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = arguments.GetValue(output);
            using var operations = new OperationsClient(host, source.Find(arguments));
            await using var file = ExportOutput.Open(host, path);
            var rows = new Dictionary<string, List<string>>();
            var run = new OperationRun(Name, person.Parameters(arguments, source))
            {
                // What came so far is in memory only.
                GoOn = _ => Invocation.For([Name], [.. person.Given(arguments), (output.Name, path), .. source.Given(arguments)]),
                OnItem = item => Add(rows, item),
            };
            var counts = await operations.RunAsync(run, cancellationToken).ConfigureAwait(false);
            var tables = rows.Select(table => (JsonNamingPolicy.CamelCase.ConvertName(table.Key), $"[{string.Join(',', table.Value)}]"));
            await file.WriteAsync($"{JsonLine.Object(tables)}\n", cancellationToken).ConfigureAwait(false);
            await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
            await host.Error.WriteLineAsync(rows.Count == 0 ? "Nothing is kept of this person." : $"{counts}.").ConfigureAwait(false);
            return rows.Count == 0 ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    private static void Add(Dictionary<string, List<string>> rows, JsonElement item)
    {
        var table = item.GetProperty("table").GetString()!;
        if (!rows.TryGetValue(table, out var list))
        {
            rows[table] = list = [];
        }

        list.Add(JsonLine.Of(item.GetProperty("row")));
    }
}
