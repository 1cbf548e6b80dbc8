using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>
/// What the business configures for Whapi.Cloud, which signs nothing: a header that it sends with every call, a secret segment in the webhook's URL, or
/// both, and then both are needed.
/// </summary>
/// <param name="Header">The header's valid values (<c>Whapi:Secret</c>, <c>Whapi:PreviousSecret</c>).</param>
/// <param name="Path">The valid segments, the first behind the provider's name (<c>Whapi:PathSecret</c>, <c>Whapi:PreviousPathSecret</c>).</param>
/// <param name="HeaderName">The header's name (<c>Whapi:SecretHeader</c>).</param>
public sealed record WhapiSettings(SharedSecrets Header, SharedSecrets Path, string HeaderName = WhapiSettings.DefaultHeader)
{
    /// <summary>The header's name where none is set.</summary>
    public const string DefaultHeader = "X-Webhook-Secret";

    /// <summary>Nothing is set: Whapi.Cloud is not used.</summary>
    public static WhapiSettings Off { get; } = new(new(null), new(null));
}
