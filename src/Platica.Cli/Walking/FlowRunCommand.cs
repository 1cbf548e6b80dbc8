using System.CommandLine;
using Platica.Cli.Checking;
using Platica.Cli.Http;
using Platica.Cli.Input;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Cli.Walking;

/// <summary><c>platica flow run</c>: walks a Flow in the terminal, as a phone would, against a running receiver.</summary>
internal static class FlowRunCommand
{
    public static Command Build(CliHost host)
    {
        var file = Commands.FlowFile.Argument();
        var url = new Argument<string?>("url")
        {
            Description = "The webhook's URL, or just the site. Default: the LocalHost of this machine.",
            HelpName = "URL",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var flowId = new Option<string?>("--flow")
        {
            Description = "The Flow's id, as in WithId. Default: the file's name up to the first dot, sent as id and as name.",
            HelpName = "id",
        };
        var person = new Option<string?>("--person")
        {
            Description = "The client's name. With this or --phone every exchange tells client and conversation, else only those that send a form.",
            HelpName = "name",
        };
        var phone = new Option<string?>("--phone") { Description = "The client's phone number, such as +5215500000700.", HelpName = "number" };
        var set = new Option<string[]>("--set")
        {
            Description = "Answers a field instead of asking, here and there the same or SCREEN.field=value; tap=… says what is tapped.",
            HelpName = "field=value",
        };
        var answers = new Option<string?>("--answers")
        {
            Description = "The same from a JSON file: {\"field\":\"value\"} or {\"SCREEN\":{\"field\":\"value\"}}. Then nothing is asked.",
            HelpName = "path",
        };
        var json = new Option<bool>("--json")
        {
            Description = "JSON Lines, one an exchange: {\"action\":…,\"milliseconds\":3.1,\"answer\":…,\"warnings\":[]}.",
        };
        var local = new LocalOptions(host);
        var secret = new SecretOptions(host, local);
        var command = new Command(
            "run",
            "Walks a Flow against a receiver, signed as Platica would: shows each screen, asks for its form, times each answer against Platica's "
            + "700 ms and holds it against the Flow JSON. Type < to go back. Exit code 0 if the Flow ended and a phone would have taken every answer.")
        {
            file,
            url,
            flowId,
            person,
            phone,
            set,
            answers,
            secret.SecretFile,
            secret.Secret,
            json,
            local.Data,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = arguments.GetRequiredValue(file);
            var flow = WalkedFlow.Load(path);
            var address = arguments.GetValue(url) is { } given
                ? ReceiverAddress.Parse(given, PlaticaProvider.RouteName)
                : ReceiverAddress.Of(local.ReadEndpoints(arguments).Receiver, PlaticaProvider.RouteName);
            var report = new WalkReport(host, arguments.GetValue(json));
            var script = Script(arguments.GetValue(set) ?? [], arguments.GetValue(answers), report.People);
            var name = Path.GetFileName(path).Split('.')[0];
            var id = arguments.GetValue(flowId);
            var walker = new FlowPerson(arguments.GetValue(person), arguments.GetValue(phone));
            var session = new FlowSession(host.Clock, id ?? name, id is null ? name : null, flow.DataApiVersion, walker);
            var key = secret.Read(arguments);
            using var receiver = new ReceiverClient(host, address.Webhook.Address);
            await receiver.ConnectAsync(address.Health, cancellationToken).ConfigureAwait(false);
            var walk = new FlowWalk(flow, new(receiver, key, session), script ?? (IWalkInput)new TypedInput(host, report.People), report);
            await walk.RunAsync(cancellationToken).ConfigureAwait(false);
            foreach (var unused in script?.Unused ?? [])
            {
                await host.Error.WriteLineAsync($"Nothing asked for {unused}.").ConfigureAwait(false);
            }

            return report.IsClean ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static ScriptedInput? Script(string[] pairs, string? path, TextWriter output)
    {
        if (pairs.Length == 0 && path is null)
        {
            return null;
        }

        var script = new ScriptedInput(output);
        if (path is not null)
        {
            script.Load(path);
        }

        Array.ForEach(pairs, script.Set);
        return script;
    }
}
