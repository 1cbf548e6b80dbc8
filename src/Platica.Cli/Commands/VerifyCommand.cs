using System.CommandLine;
using Platica.Cli.Input;
using Platica.Cli.Output;
using Platica.Webhooks.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Commands;

/// <summary><c>platica verify</c>: whether a signature belongs to a body, and if not, why.</summary>
internal static class VerifyCommand
{
    public static Command Build(CliHost host)
    {
        var provider = new ProviderChoice();
        var signature = new Option<string>("--signature", "-s")
        {
            Description = "What the header said, or the whole header line.",
            HelpName = "sha256=…",
            Required = true,
        };
        var body = new BodySource(host);
        var local = new LocalOptions(host);
        var secret = new SecretOptions(host, local);
        var json = new Option<bool>("--json") { Description = "One JSON document: {\"result\":\"valid\",\"explanation\":…}." };
        var command = new Command("verify", "Tells whether a signature belongs to a body and a secret; exit code 0 if it does.")
        {
            signature,
            provider.Provider,
            body.File,
            secret.SecretFile,
            secret.Secret,
            local.Data,
            json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var (samples, scheme) = provider.ReadSigning(arguments);
            var key = secret.Read(arguments, samples);
            var bytes = await body.ReadAsync(arguments, cancellationToken).ConfigureAwait(false);
            var result = scheme.Verify(WithoutName(arguments.GetRequiredValue(signature), scheme), bytes, key);
            var (word, explanation) = Explain(result, scheme, bytes.Length);
            await host.Out.WriteLineAsync(arguments.GetValue(json)
                ? JsonLine.Object(("result", JsonLine.Text(word)), ("explanation", JsonLine.Text(explanation)))
                : $"{word}: {explanation}").ConfigureAwait(false);
            return result == SignatureResult.Valid ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static string WithoutName(string header, SignatureScheme scheme)
    {
        var name = $"{scheme.Header}:";
        return (header.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? header[name.Length..] : header).Trim();
    }

    private static (string Word, string Explanation) Explain(SignatureResult result, SignatureScheme scheme, int length) => result switch
    {
        SignatureResult.Valid => ("valid", $"the {length} bytes were signed with this secret"),
        SignatureResult.Missing => ("missing", "the signature is empty"),
        SignatureResult.Malformed => ("malformed", $"a signature is {scheme.Form}"),
        _ => ("mismatch", $"other bytes or another secret were signed. The body here has {length} bytes; one added line break changes it"),
    };
}
