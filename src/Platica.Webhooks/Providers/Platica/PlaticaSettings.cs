using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>What the business configures for Platica (<c>Platica:Secret</c>, <c>Platica:PreviousSecret</c>, <c>Platica:AllowUnsigned</c>).</summary>
/// <param name="Secrets">The signing secrets that are valid now.</param>
/// <param name="AllowUnsigned">Take deliveries without a signature; only heeded while no secret is set.</param>
public sealed record PlaticaSettings(SigningSecrets Secrets, bool AllowUnsigned = false);
