using System.Diagnostics.CodeAnalysis;
using Platica.Webhooks;

namespace Platica.Processing;

/// <summary>The providers that this deployment knows, by route name.</summary>
public sealed class ProviderCatalog(IEnumerable<IWebhookProvider> providers)
{
    private readonly Dictionary<string, IWebhookProvider> _byName = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<IWebhookProvider> All => _byName.Values;

    /// <summary>Those that the business uses. The others are known because what they sent before may still be kept.</summary>
    public IEnumerable<IWebhookProvider> Enabled => All.Where(provider => provider.IsEnabled);

    /// <summary>The provider of that name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out IWebhookProvider? provider) => _byName.TryGetValue(name, out provider);
}
