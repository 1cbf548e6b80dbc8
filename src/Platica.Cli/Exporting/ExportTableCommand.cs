using System.CommandLine;
using System.Globalization;
using Platica.Cli.Commands;
using Platica.Cli.Http;
using Platica.Cli.Input;

namespace Platica.Cli.Exporting;

/// <summary><c>platica export conversations</c> and the other tables.</summary>
internal static class ExportTableCommand
{
    private static readonly string[] BodyColumns = ["body", "bodyBase64"];

    public static Command Build(CliHost host, SiteSource source, ExportOptions options, ExportTable table)
    {
        var filters = new FilterOptions(table.Kind.Filters);
        var conversationFilters = new FilterOptions(table.Within?.Filters ?? []);
        var bodies = new Option<bool>("--bodies")
        {
            Description = "With the raw deliveries: body, or bodyBase64 where it is no UTF-8.",
        };
        var command = new Command(table.Kind.Name, Description(table));
        conversationFilters.AddTo(command);
        filters.AddTo(command);
        if (table.HasBodies)
        {
            command.Add(bodies);
        }

        command.SetAction(async (arguments, cancellationToken) =>
        {
            var withBodies = table.HasBodies && arguments.GetValue(bodies);
            var format = options.Format(arguments, withBodies ? [.. table.Columns, .. BodyColumns] : table.Columns);
            using var api = new ReadApiClient(host, source.Find(arguments));
            var of = source.Query(arguments);
            var reader = new ExportReader(api, [.. of, .. filters.Query(arguments), ("bodies", withBodies ? "true" : null)]);
            var items = table.Within is null
                ? reader.ReadAsync(table.Kind, cancellationToken)
                : reader.ReadWithinConversationsAsync(table.Kind, [.. of, .. conversationFilters.Query(arguments)], cancellationToken);

            var path = options.Path(arguments);
            var rows = 0;
            var output = ExportOutput.Open(host, path);
            await using (output.ConfigureAwait(false))
            {
                var visible = host.ErrorIsTerminal && (path is not null || !host.OutputIsTerminal);
                using var progress = new ExportProgress(host, visible, table.Kind.Name);
                await output.WriteAsync(format.Header, cancellationToken).ConfigureAwait(false);
                await foreach (var item in items.ConfigureAwait(false))
                {
                    await output.WriteAsync(format.Write(item), cancellationToken).ConfigureAwait(false);
                    progress.Add();
                }

                await output.CompleteAsync(cancellationToken).ConfigureAwait(false);
                rows = progress.Rows;
            }

            if (path is not null)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows in {path}");
                await host.Out.WriteLineAsync(text).ConfigureAwait(false);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Description(ExportTable table) => table.Within is null
        ? table.Kind.Description
        : $"{table.Kind.Description.TrimEnd('.')}; one conversation that the filters leave after the other.";
}
