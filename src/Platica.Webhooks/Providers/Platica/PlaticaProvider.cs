using System.Diagnostics.CodeAnalysis;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Flows;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Platica;

/// <summary>Platica (platica.mx). Unofficial: written from the public documentation.</summary>
public sealed class PlaticaProvider(PlaticaSettings settings) : IWebhookProvider
{
    /// <summary>Platica's route segment.</summary>
    public const string RouteName = "platica";

    private const int Accepted = 202;

    /// <inheritdoc/>
    public string Name => RouteName;

    /// <inheritdoc/>
    public int SuccessStatusCode => Accepted;

    /// <inheritdoc/>
    public bool IsConfigured => settings.Secrets.Any || settings.AllowUnsigned;

    /// <inheritdoc/>
    public SignatureResult Authenticate(HeaderLookup headers, ReadOnlySpan<byte> body) =>
        settings.Secrets.Any ? settings.Secrets.Verify(headers(PlaticaHeaders.Signature), body)
        : settings.AllowUnsigned ? SignatureResult.UnsignedAllowed
        : SignatureResult.NoSecret;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ReadAttributes(HeaderLookup headers) => PlaticaHeaders.Keep(headers);

    /// <inheritdoc/>
    public bool TryReadEnvelope(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem) =>
        PlaticaEnvelope.TryRead(delivery, out envelope, out problem);

    /// <inheritdoc/>
    public FlowExchange ReadFlowExchange(Delivery delivery, Envelope envelope) => PlaticaFlowReader.Read(delivery, envelope);

    /// <inheritdoc/>
    public Translation Translate(Delivery delivery, Envelope envelope) => PlaticaTranslator.Translate(delivery, envelope);
}
