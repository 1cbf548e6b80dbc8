using System.CommandLine;
using Platica.Cli.Input;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Commands;

/// <summary><c>platica sign</c>: the signature header for any bytes.</summary>
internal static class SignCommand
{
    public static Command Build(CliHost host)
    {
        var body = new BodySource(host);
        var local = new LocalOptions(host);
        var secret = new SecretOptions(local);
        var command = new Command("sign", "Prints the signature header for a body, to paste into curl.")
        {
            body.File,
            secret.SecretFile,
            secret.Secret,
            local.Data,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var key = secret.Read(arguments);
            var bytes = await body.ReadAsync(arguments, cancellationToken).ConfigureAwait(false);
            await host.Out.WriteLineAsync($"{PlaticaHeaders.Signature}: {WebhookSignature.Sign(bytes, key)}").ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }
}
