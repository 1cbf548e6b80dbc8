using System.CommandLine;
using Platica.Cli.Output;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Input;

/// <summary><c>--provider</c>: whose deliveries it is about; Platica's unless said otherwise.</summary>
internal sealed class ProviderChoice
{
    private static readonly string Names = string.Join(", ", SampleCatalog.All.Select(samples => samples.Provider));

    /// <summary><c>--provider</c>.</summary>
    public Option<string?> Provider { get; }

    public ProviderChoice()
    {
        Provider = new("--provider", "-p") { Description = $"Whose webhook: {Names}. Default: {PlaticaSamples.Story.Provider}.", HelpName = "name" };
        Provider.CompletionSources.Add([.. SampleCatalog.All.Select(samples => samples.Provider)]);
    }

    /// <summary>What the provider sends.</summary>
    /// <exception cref="CliException">There is no such provider.</exception>
    public IProviderSamples Read(ParseResult arguments) =>
        arguments.GetValue(Provider) is not { } name ? PlaticaSamples.Story
        : SampleCatalog.TryGet(name, out var samples) ? samples
        : throw new CliException($"There is no provider {PlainText.Clean(name)}: {Provider.Name} takes one of {Names}.", ExitCodes.Usage);

    /// <summary>What the provider signs with.</summary>
    /// <exception cref="CliException">It signs nothing.</exception>
    public (IProviderSamples Samples, SignatureScheme Signature) ReadSigning(ParseResult arguments)
    {
        var samples = Read(arguments);
        return samples.Signature is { } signature ? (samples, signature) : throw new CliException(
            $"{samples.Name} signs nothing, so there is no signature to make or to verify: it proves itself by a secret in a header or in the URL.\n"
            + $"Whether a receiver takes that: `platica check --provider {samples.Provider}`.",
            ExitCodes.Usage);
    }
}
