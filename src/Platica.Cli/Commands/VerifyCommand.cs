using System.CommandLine;
using Platica.Cli.Input;
using Platica.Cli.Output;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Cli.Commands;

/// <summary><c>platica verify</c>: whether a signature belongs to a body, and if not, why.</summary>
internal static class VerifyCommand
{
    public static Command Build(CliHost host)
    {
        var signature = new Option<string>("--signature", "-s")
        {
            Description = "What the header said: sha256=… , or the whole header line.",
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
            body.File,
            secret.SecretFile,
            secret.Secret,
            local.Data,
            json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var key = secret.Read(arguments);
            var bytes = await body.ReadAsync(arguments, cancellationToken).ConfigureAwait(false);
            var result = WebhookSignature.Verify(WithoutName(arguments.GetRequiredValue(signature)), bytes, key);
            var (word, explanation) = Explain(result, bytes.Length);
            await host.Out.WriteLineAsync(arguments.GetValue(json)
                ? JsonLine.Object(("result", JsonLine.Text(word)), ("explanation", JsonLine.Text(explanation)))
                : $"{word}: {explanation}").ConfigureAwait(false);
            return result == SignatureResult.Valid ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static string WithoutName(string header)
    {
        const string Name = PlaticaHeaders.Signature + ":";
        return (header.StartsWith(Name, StringComparison.OrdinalIgnoreCase) ? header[Name.Length..] : header).Trim();
    }

    private static (string Word, string Explanation) Explain(SignatureResult result, int length) => result switch
    {
        SignatureResult.Valid => ("valid", $"the {length} bytes were signed with this secret"),
        SignatureResult.Missing => ("missing", "the signature is empty"),
        SignatureResult.Malformed => ("malformed", "a signature is sha256= and 64 hex digits"),
        _ => ("mismatch", $"other bytes or another secret were signed. The body here has {length} bytes; one added line break changes it"),
    };
}
