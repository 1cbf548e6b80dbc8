using System.CommandLine;
using Platica.Cli.Input;

namespace Platica.Cli.Checking;

/// <summary><c>platica check</c>: whether a receiver is ready for a provider, and answers Flows in time.</summary>
internal static class CheckCommand
{
    public static Command Build(CliHost host)
    {
        var provider = new ProviderChoice();
        var url = new Argument<string?>("url")
        {
            Description = "The webhook's URL, or just the site. Default: the LocalHost of this machine.",
            HelpName = "url",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var local = new LocalOptions(host);
        var secret = new SecretOptions(host, local);
        var json = new Option<bool>("--json")
        {
            Description = "JSON Lines, one a step: {\"step\":\"health\",\"result\":\"passed\",\"status\":200,…}.",
        };
        var command = new Command(
            "check",
            "Checks a receiver: its health, that it refuses what is not signed, that it has the same secret, and for Platica how long a first signed check and "
            + "20 more take against the 700 ms of a Flow. Nothing is stored there. Exit code 0 if all that was checked is well.")
        {
            url,
            provider.Provider,
            secret.SecretFile,
            secret.Secret,
            json,
            local.Data,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var samples = provider.Read(arguments);
            var address = arguments.GetValue(url) is { } given
                ? ReceiverAddress.Parse(given, samples.Provider)
                : ReceiverAddress.Of(local.ReadEndpoints(arguments).Receiver, samples.Provider);
            using var check = new ReceiverCheck(host, address, samples, secret.FindCall(arguments, samples, address.Webhook));
            var report = new CheckReport(host.Out, json: arguments.GetValue(json));
            report.Begin(address);
            await foreach (var finding in check.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                report.Add(finding);
            }

            return report.End() ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }
}
