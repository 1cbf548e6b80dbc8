using Platica.Webhooks;
using Platica.Webhooks.Changes;

namespace Platica.Processing.Erasure;

/// <summary>A delivery, and what it means.</summary>
internal sealed record TranslatedDelivery(Delivery Delivery, Envelope Envelope, Translation Translation)
{
    private PersonKeys? _keys;

    /// <summary>The provider and its workspace.</summary>
    public string Workspace => WorkspaceKey.Of(Delivery, Envelope);

    /// <summary>Whose it is.</summary>
    public PersonKeys Keys => _keys ??= PersonKeys.Of(Translation);

    /// <summary>When it was told; where the provider's clock is ahead, when it came.</summary>
    public DateTimeOffset KnownAt => Envelope.Timestamp < Delivery.ReceivedAt ? Envelope.Timestamp : Delivery.ReceivedAt;

    /// <summary>Reads a delivery; null when that cannot be done.</summary>
    public static TranslatedDelivery? TryRead(Delivery delivery, ProviderCatalog providers)
    {
        try
        {
            return providers.TryGet(delivery.Provider, out var provider) && provider.TryReadEnvelope(delivery, out var envelope, out _)
                ? new(delivery, envelope, provider.Translate(delivery, envelope))
                : null;
        }
        catch (Exception)
        {
            // It may have become a dead letter because this fails.
            return null;
        }
    }
}
