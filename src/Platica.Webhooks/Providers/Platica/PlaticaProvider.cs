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
    public bool IsConfigured => ConfigurationProblem is null;

    /// <inheritdoc/>
    public string? ConfigurationProblem =>
        settings.Secrets.Any || settings.AllowUnsigned ? null
        : settings.Secrets.IsUnresolved ? "the Key Vault reference in Platica__Secret was not resolved"
        : "no secret set";

    /// <inheritdoc/>
    public bool Knows(string eventName) => PlaticaEvents.All.ContainsKey(eventName) || PlaticaBackfill.IsOne(eventName);

    /// <inheritdoc/>
    public SignatureResult? CheckHead(RequestHead head) =>
        settings.Secrets.Any ? SigningSecrets.CheckForm(head.Header(PlaticaHeaders.Signature))
        : settings.AllowUnsigned ? null
        : SignatureResult.NoSecret;

    /// <inheritdoc/>
    public SignatureResult Authenticate(RequestHead head, ReadOnlySpan<byte> body) =>
        settings.Secrets.Any ? settings.Secrets.Verify(head.Header(PlaticaHeaders.Signature), body)
        : settings.AllowUnsigned ? SignatureResult.UnsignedAllowed
        : SignatureResult.NoSecret;

    /// <inheritdoc/>
    public SignatureProblem Explain(SignatureResult signature) => signature switch
    {
        SignatureResult.Missing => new(
            "Signature missing",
            "Send X-Webhook-Signature: set a secret on the webhook in Platica, the same as here.",
            "signature missing: does the webhook in Platica have a secret?"),
        SignatureResult.Malformed => new(
            "Signature malformed", "X-Webhook-Signature must be sha256= and 64 hexadecimal digits.", "signature malformed"),
        SignatureResult.NoSecret => new(
            "No signing secret",
            "This receiver has no secret to check signatures with. Set Platica__Secret to the secret of the webhook in Platica.",
            settings.Secrets.IsUnresolved ? ConfigurationProblem! : "no signing secret is set: set Platica__Secret"),
        _ => new(
            "Signature mismatch",
            "The signature belongs to another body or another secret. Is the secret in Platica the same as here?",
            "signature mismatch: is the secret in Platica the same?"),
    };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ReadAttributes(RequestHead head) => PlaticaHeaders.Keep(head);

    /// <inheritdoc/>
    public bool TryReadEnvelope(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem) =>
        PlaticaEnvelope.TryRead(delivery, out envelope, out problem);

    /// <inheritdoc/>
    public FlowExchange ReadFlowExchange(Delivery delivery, Envelope envelope) => PlaticaFlowReader.Read(delivery, envelope);

    /// <inheritdoc/>
    public Translation Translate(Delivery delivery, Envelope envelope) => PlaticaTranslator.Translate(delivery, envelope);
}
