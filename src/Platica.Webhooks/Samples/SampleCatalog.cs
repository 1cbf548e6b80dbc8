using System.Diagnostics.CodeAnalysis;
using Platica.Webhooks.Providers.Platica.Samples;
using Platica.Webhooks.Providers.Watsi.Samples;
using Platica.Webhooks.Providers.Whapi.Samples;

namespace Platica.Webhooks.Samples;

/// <summary>The samples of every provider.</summary>
public static class SampleCatalog
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IProviderSamples> All { get; } = [PlaticaSamples.Story, WatsiSamples.Story, WhapiSamples.Story];

    /// <summary>Those of a provider, by its route name in any letter case.</summary>
    public static bool TryGet(string provider, [NotNullWhen(true)] out IProviderSamples? samples)
    {
        samples = All.FirstOrDefault(one => one.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase));
        return samples is not null;
    }
}
