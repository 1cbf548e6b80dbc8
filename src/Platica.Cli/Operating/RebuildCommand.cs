using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Operating;

/// <summary><c>platica rebuild</c>: has the archive processed again.</summary>
internal static class RebuildCommand
{
    private const string Name = "rebuild";

    public static Command Build(CliHost host)
    {
        var since = new Option<string?>("--since") { Description = "Only events from then on, such as 2026-11-20 (UTC).", HelpName = "time" };
        var into = new Option<string?>("--into")
        {
            Description = "Fills fresh tables whose names begin so (letters and digits), instead of the ones in use. In Azure only.",
            HelpName = "prefix",
        };
        var from = new Option<string?>("--from")
        {
            Description = "Reads the archive of the tables whose names begin so, instead of the ones in use; '' for those without a prefix.",
            HelpName = "prefix",
        };
        var continuation = ContinuationOption.Create();
        var source = new SiteSource(host, KeyKind.Operations);
        var command = new Command(
            Name,
            "Processes the archive again, without your event handlers: mends the tables in use, or fills fresh ones that are then the same. Repeatable.")
        {
            since,
            into,
            from,
            continuation,
        };
        source.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var parameters = new JsonObject
            {
                ["workspace"] = source.Workspace(arguments),
                ["since"] = Times.Format(Times.Parse(arguments.GetValue(since), since.Name)),
                ["into"] = arguments.GetValue(into),
                ["from"] = arguments.GetValue(from),
            };
            using var operations = new OperationsClient(host, source.Find(arguments));
            string GoOn(string next) => Invocation.For(
                [Name],
                [
                    .. new[] { since, into, from }.Select(option => (option.Name, arguments.GetValue(option))),
                    .. source.Given(arguments), (continuation.Name, next),
                ]);
            var counting = (JsonObject)parameters.DeepClone();
            counting["count"] = true;
            var days = (await operations.RunAsync(new(Name, counting) { GoOn = GoOn }, cancellationToken).ConfigureAwait(false))["days"];
            var counts = await operations.RunAsync(
                new(Name, parameters)
                {
                    Continuation = arguments.GetValue(continuation),
                    GoOn = GoOn,
                    Progress = counts => $"{ProgressBar.Of(counts["days"], days)} of {days.ToString("N0", CultureInfo.InvariantCulture)} days: {counts}",
                    OnItem = item => host.Error.WriteLine(Describe(item)),
                },
                cancellationToken).ConfigureAwait(false);
            await host.Out.WriteLineAsync(counts.ToString()).ConfigureAwait(false);
            return counts["missing"] + counts["damaged"] + counts["refused"] == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static string Describe(JsonElement item) =>
        $"{JsonText.Read(item, "problem")}: {JsonText.Read(item, "event")} {JsonText.Read(item, "id")} of {JsonText.Read(item, "timestamp")} in {JsonText.Read(item, "workspace")}";
}
