using System.CommandLine;
using Platica.Cli.Commands;
using Platica.Cli.Http;
using Platica.Cli.Input;

namespace Platica.Cli.Funnel;

/// <summary><c>platica flow stats</c>: how far people come in a Flow, and how it was answered.</summary>
internal static class FlowStatsCommand
{
    public static Command Build(CliHost host)
    {
        var source = new SiteSource(host, KeyKind.Reading);
        var filters = new FilterOptions([Filters.Flow with { Description = "Of this Flow; needed while there are several." }]);
        var since = new Option<string?>("--since") { Description = Filters.Since.Description, HelpName = Filters.Since.HelpName };
        var json = new Option<bool>("--json")
        {
            Description = "One JSON document: {\"people\":…,\"exchanges\":…,\"screens\":[…],\"outcomes\":[…],\"fallbacks\":…,\"milliseconds\":{…}}.",
        };
        var command = new Command(
            "stats",
            "How many people came to each screen of a Flow, went on or left there, how exchanges ended, and how long answers took.");
        filters.AddTo(command);
        command.Add(since);
        command.Add(json);
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var from = Times.Parse(arguments.GetValue(since), since.Name);
            using var api = new ReadApiClient(host, source.Find(arguments));
            var list = new PagedList(api, ListKinds.FlowExchanges.Route, [.. source.Query(arguments), .. filters.Query(arguments)]);
            var funnel = new FlowFunnel(await list.ReadAllAsync(cancellationToken)
                .Select(ExchangeView.Read)
                .TakeWhile(exchange => from is null || exchange.At >= from)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false));
            if (arguments.GetValue(json))
            {
                await host.Out.WriteLineAsync(FunnelView.ToJson(funnel)).ConfigureAwait(false);
            }
            else if (funnel.People == 0)
            {
                await host.Out.WriteLineAsync(from is null ? ListKinds.FlowExchanges.WhenEmpty : "No exchanges since then.").ConfigureAwait(false);
            }
            else
            {
                FunnelView.Write(host.Console, funnel);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
