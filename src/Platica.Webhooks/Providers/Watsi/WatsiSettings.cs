using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>What the business configures for Watsi (<c>Watsi:Secret</c>, <c>Watsi:PreviousSecret</c>); with neither, Watsi is off.</summary>
/// <param name="Secrets">The signing secrets that are valid now.</param>
public sealed record WatsiSettings(SigningSecrets Secrets);
