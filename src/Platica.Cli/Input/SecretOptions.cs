using System.CommandLine;
using System.Text;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Input;

/// <summary>
/// <c>--secret</c> and <c>--secret-file</c>; with neither, what a receiver itself would take: the provider's variable, such as
/// <c>Platica__Secret</c>, else for Platica the secret that LocalHost made.
/// </summary>
internal sealed class SecretOptions(CliHost host, LocalOptions local)
{
    /// <summary><c>--secret</c>.</summary>
    public Option<string?> Secret { get; } = new("--secret")
    {
        Description = "The webhook's secret. It stays in the shell's history: --secret-file is safer.",
        HelpName = "text",
    };

    /// <summary><c>--secret-file</c>.</summary>
    public Option<string?> SecretFile { get; } = new("--secret-file")
    {
        Description = "A file with the webhook's secret in one line. Default: the variable Platica__Secret (Watsi__Secret, …), else the one LocalHost made.",
        HelpName = "path",
    };

    /// <summary>The bytes of Platica's secret, never empty.</summary>
    /// <exception cref="CliException">No secret is to be found.</exception>
    public byte[] Read(ParseResult arguments) => Read(arguments, PlaticaSamples.Story);

    /// <summary>The secret's bytes, never empty.</summary>
    /// <exception cref="CliException">No secret is to be found.</exception>
    public byte[] Read(ParseResult arguments, IProviderSamples samples) => Find(arguments, samples)?.Key ?? throw Missing(arguments, samples);

    /// <summary>What a call needs: the secret, and where a provider has that, the header's name and the secret in the URL.</summary>
    /// <exception cref="CliException">No secret is to be found.</exception>
    public CallOptions ReadCall(ParseResult arguments, IProviderSamples samples, WebhookAddress webhook, string? mode = null) =>
        FindCall(arguments, samples, webhook, mode)?.Options ?? throw Missing(arguments, samples);

    /// <summary>The same, and where the secret was found; null where there is none.</summary>
    public (CallOptions Options, string Source)? FindCall(ParseResult arguments, IProviderSamples samples, WebhookAddress webhook, string? mode = null)
    {
        var secret = Find(arguments, samples);
        var pathSecret = samples.Signature is null ? FindPathSecret(samples, webhook) : null;
        if ((secret?.Source ?? pathSecret?.Source) is not { } source)
        {
            return null;
        }

        var header = host.Environment($"{samples.Name}__SecretHeader");
        return (
            new()
            {
                Secret = secret?.Key,
                SecretHeader = string.IsNullOrWhiteSpace(header) ? null : header,
                PathSecret = pathSecret?.Text,
                Mode = mode,
            },
            source);
    }

    /// <summary>The secret and where it was found, or null where there is none.</summary>
    public FoundSecret? Find(ParseResult arguments, IProviderSamples samples)
    {
        var (secret, source) =
            arguments.GetValue(Secret) is { } typed ? (typed, Secret.Name)
            : ReadFile(arguments.GetValue(SecretFile)) is { } kept ? (kept, SecretFile.Name)
            : host.Environment(Variable(samples)) is { Length: > 0 } set ? (set, Variable(samples))
            : samples == PlaticaSamples.Story ? (local.ReadSecret(arguments), local.SecretFile(arguments))
            : (null, "");
        return string.IsNullOrEmpty(secret) ? null : new(Encoding.UTF8.GetBytes(secret), source);
    }

    private (string Text, string Source)? FindPathSecret(IProviderSamples samples, WebhookAddress webhook)
    {
        var variable = $"{samples.Name}__PathSecret";
        return webhook.PathSecret is { } given ? (given, "the URL")
            : webhook.EndsInRoute(samples.Provider) && host.Environment(variable) is { Length: > 0 } set ? (set, variable)
            : null;
    }

    private CliException Missing(ParseResult arguments, IProviderSamples samples) => new(samples == PlaticaSamples.Story
        ? $"No signing secret yet: {local.SecretFile(arguments)} is missing or empty.\n"
            + $"Start LocalHost once to make one ({Invocation.StartLocalHost}), or give --secret-file or --secret."
        : $"No secret of {samples.Name}: set the variable {Variable(samples)} to what the receiver has, or give --secret-file or --secret.\n"
            + $"A receiver has {samples.Name} switched on once it has one: {Variable(samples)}=… {Invocation.StartLocalHost}");

    private static string Variable(IProviderSamples samples) => $"{samples.Name}__Secret";

    private static string? ReadFile(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Cannot read the secret: {exception.Message}", ExitCodes.Usage);
        }
    }
}
