using System.Diagnostics.CodeAnalysis;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Watsi;

/// <summary>Watsi (watsi.ai). Unofficial: written from the public documentation.</summary>
public sealed class WatsiProvider(WatsiSettings settings) : IWebhookProvider
{
    /// <summary>Watsi's route segment.</summary>
    public const string RouteName = "watsi";

    private const int Accepted = 202;

    /// <inheritdoc/>
    public string Name => RouteName;

    /// <inheritdoc/>
    public int SuccessStatusCode => Accepted;

    /// <inheritdoc/>
    public bool IsEnabled => settings.Secrets.Any || settings.Secrets.IsUnresolved;

    /// <inheritdoc/>
    public bool IsConfigured => ConfigurationProblem is null;

    /// <inheritdoc/>
    public string? ConfigurationProblem =>
        settings.Secrets.Any ? null
        : settings.Secrets.IsUnresolved ? "the Key Vault reference in Watsi__Secret was not resolved"
        : "no secret set";

    /// <inheritdoc/>
    public bool Knows(string eventName) => WatsiEvents.Subjects.ContainsKey(eventName);

    /// <inheritdoc/>
    public SignatureResult? CheckHead(RequestHead head) =>
        settings.Secrets.Any ? SigningSecrets.CheckForm(head.Header(WatsiHeaders.Signature), WebhookSignature.NoPrefix) : SignatureResult.NoSecret;

    /// <inheritdoc/>
    public SignatureResult Authenticate(RequestHead head, ReadOnlySpan<byte> body) =>
        settings.Secrets.Verify(head.Header(WatsiHeaders.Signature), body, WebhookSignature.NoPrefix);

    /// <inheritdoc/>
    public SignatureProblem Explain(SignatureResult signature) => signature switch
    {
        SignatureResult.Missing => new(
            "Signature missing", "Send X-Watsi-Signature: Watsi signs every delivery with the webhook's secret.", "signature missing: was this Watsi?"),
        SignatureResult.Malformed => new("Signature malformed", "X-Watsi-Signature must be 64 hexadecimal digits.", "signature malformed"),
        SignatureResult.NoSecret => new(
            "No signing secret",
            "This receiver has no secret to check signatures with. Set Watsi__Secret to the secret of the webhook in Watsi.",
            ConfigurationProblem!),
        _ => new(
            "Signature mismatch",
            "The signature belongs to another body or another secret. Is the secret in Watsi the same as here?",
            "signature mismatch: is the secret in Watsi the same?"),
    };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ReadAttributes(RequestHead head) => WatsiHeaders.Keep(head);

    /// <inheritdoc/>
    public bool TryReadEnvelope(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem) =>
        WatsiEnvelope.TryRead(delivery, out envelope, out problem);

    /// <inheritdoc/>
    public Translation Translate(Delivery delivery, Envelope envelope) => WatsiTranslator.Translate(delivery, envelope);
}
