using System.CommandLine;
using Platica.Cli.Input;
using Platica.Cli.Output;

namespace Platica.Cli.Commands;

/// <summary><c>platica sign</c>: the signature header for any bytes.</summary>
internal static class SignCommand
{
    public static Command Build(CliHost host)
    {
        var provider = new ProviderChoice();
        var body = new BodySource(host);
        var local = new LocalOptions(host);
        var secret = new SecretOptions(host, local);
        var json = new Option<bool>("--json") { Description = "One JSON document: {\"header\":…,\"value\":…}." };
        var command = new Command("sign", "Prints the signature header for a body, to paste into curl.")
        {
            provider.Provider,
            body.File,
            secret.SecretFile,
            secret.Secret,
            local.Data,
            json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var (samples, signature) = provider.ReadSigning(arguments);
            var key = secret.Read(arguments, samples);
            var bytes = await body.ReadAsync(arguments, cancellationToken).ConfigureAwait(false);
            var value = signature.Sign(bytes, key);
            await host.Out.WriteLineAsync(arguments.GetValue(json)
                ? JsonLine.Object(("header", JsonLine.Text(signature.Header)), ("value", JsonLine.Text(value)))
                : $"{signature.Header}: {value}").ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }
}
