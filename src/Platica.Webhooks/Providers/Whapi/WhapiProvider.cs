using System.Diagnostics.CodeAnalysis;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Json;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Whapi;

/// <summary>Whapi.Cloud (whapi.cloud). Unofficial: written from the public documentation.</summary>
public sealed class WhapiProvider(WhapiSettings settings) : IWebhookProvider
{
    /// <summary>Whapi.Cloud's route segment.</summary>
    public const string RouteName = "whapi";

    /// <summary>Whapi.Cloud counts every other status as a failure.</summary>
    private const int Ok = 200;

    private const string Bearer = "Bearer ";

    private static readonly string[] AllMethods = [RequestHead.Post, "PUT", "PATCH", "DELETE"];

    /// <inheritdoc/>
    public string Name => RouteName;

    /// <inheritdoc/>
    public int SuccessStatusCode => Ok;

    /// <inheritdoc/>
    public IReadOnlyList<string> Methods => AllMethods;

    /// <inheritdoc/>
    public bool HasPaths => true;

    /// <inheritdoc/>
    public bool IsEnabled => IsUsed(settings.Header) || IsUsed(settings.Path);

    /// <inheritdoc/>
    public bool IsConfigured => ConfigurationProblem is null;

    /// <inheritdoc/>
    public string? ConfigurationProblem =>
        settings.Header.IsUnresolved ? "the Key Vault reference in Whapi__Secret was not resolved"
        : settings.Path.IsUnresolved ? "the Key Vault reference in Whapi__PathSecret was not resolved"
        : IsEnabled ? null
        : "no secret set";

    /// <inheritdoc/>
    public bool Knows(string eventName) => WhapiEvents.All.Contains(eventName);

    /// <inheritdoc/>
    public SignatureResult? CheckHead(RequestHead head) => Check(head) is var result && result == SignatureResult.Valid ? null : result;

    /// <inheritdoc/>
    public SignatureResult Authenticate(RequestHead head, ReadOnlySpan<byte> body) => Check(head);

    /// <inheritdoc/>
    public SignatureProblem Explain(SignatureResult signature) => signature switch
    {
        SignatureResult.Missing => new(
            "Secret missing",
            $"Send {Needed}, as set here; Whapi.Cloud takes headers and the URL in the settings of the channel's webhook.",
            $"secret missing: does the webhook in Whapi.Cloud have {Needed}?"),
        SignatureResult.NoSecret => new(
            "No secret",
            "This receiver has no secret to check calls with. Set Whapi__Secret to the value of the header that Whapi.Cloud sends.",
            ConfigurationProblem!),
        _ => new(
            "Secret mismatch",
            $"The secret is not the one set here. Is it the same in Whapi.Cloud: {Needed}?",
            $"secret mismatch: is it the same in Whapi.Cloud, {Needed}?"),
    };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ReadAttributes(RequestHead head) =>
        WhapiRoute.Read(head.Method, head.Path.Split('/').AsSpan(settings.Path.Any ? 1 : 0));

    /// <inheritdoc/>
    public IReadOnlyList<Delivery> Split(Delivery delivery) => WhapiSplit.Split(WhapiQr.Remove(delivery));

    /// <inheritdoc/>
    public bool TryReadEnvelope(Delivery delivery, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem) =>
        WhapiEnvelope.TryRead(delivery, out envelope, out problem);

    /// <inheritdoc/>
    public Translation Translate(Delivery delivery, Envelope envelope) => WhapiTranslator.Translate(delivery, envelope);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> ReadPersons(Delivery delivery)
    {
        using var document = JsonBody.Parse(delivery);
        return WhapiPersons.Read(document.RootElement);
    }

    /// <inheritdoc/>
    public Delivery Without(Delivery delivery, IReadOnlySet<string> persons)
    {
        using var document = JsonBody.Parse(delivery);
        return delivery with { Body = new WhapiRedaction(persons).Apply(document.RootElement), BodyReference = null };
    }

    private string Needed =>
        !settings.Path.Any ? $"the header {settings.HeaderName}"
        : !settings.Header.Any ? "the secret path segment"
        : $"the header {settings.HeaderName} and the secret path segment";

    private static bool IsUsed(SharedSecrets secrets) => secrets.Any || secrets.IsUnresolved;

    /// <summary>Both are looked at, whatever the first says: the time of an answer tells nothing of either.</summary>
    private SignatureResult Check(RequestHead head)
    {
        if (!IsConfigured)
        {
            return SignatureResult.NoSecret;
        }

        var header = Check(settings.Header, SentInHeader(head));
        var path = Check(settings.Path, [head.Path.Split('/')[0]]);
        return header == SignatureResult.Valid ? path
            : path == SignatureResult.Missing ? path
            : header;
    }

    private static SignatureResult Check(SharedSecrets secrets, string[] sent) =>
        !secrets.Any ? SignatureResult.Valid
        : sent is [""] ? SignatureResult.Missing
        : sent.Any(secrets.Contains) ? SignatureResult.Valid
        : SignatureResult.Mismatch;

    /// <summary>What may be the secret: the value, and what follows the scheme of an Authorization header.</summary>
    private string[] SentInHeader(RequestHead head)
    {
        var value = head.Header(settings.HeaderName) ?? string.Empty;
        return settings.HeaderName.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? [value, value[Bearer.Length..].Trim()]
            : [value];
    }
}
