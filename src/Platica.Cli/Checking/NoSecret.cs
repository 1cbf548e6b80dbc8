using Platica.Webhooks.Samples;

namespace Platica.Cli.Checking;

/// <summary>A receiver that has no secret of a provider.</summary>
internal static class NoSecret
{
    /// <summary>What to do about it.</summary>
    public static string Advice(IProviderSamples samples) =>
        $"Set {samples.Name}__Secret there. In Azure it is a Key Vault reference: restart the app where it was not resolved yet.";
}
