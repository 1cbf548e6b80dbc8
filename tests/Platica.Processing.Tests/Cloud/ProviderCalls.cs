using Platica.Testing.Generating;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.Processing.Tests.Cloud;

/// <summary>The providers, each with a secret, and what they send beside a body: the receiver believes it, and keeps what the delivery holds.</summary>
internal static class ProviderCalls
{
    private const string PathSecret = "path-secret";
    private static readonly byte[] Secret = "secret"u8.ToArray();

    /// <summary>Where Platica's attributes come from.</summary>
    private static readonly (string Attribute, string Header)[] OfPlatica =
    [
        ("event", PlaticaHeaders.Event),
        ("timestamp", PlaticaHeaders.Timestamp),
        (DeliveryAttributes.WebhookId, PlaticaHeaders.WebhookId),
    ];

    /// <summary>Where Watsi's attributes come from.</summary>
    private static readonly (string Attribute, string Header)[] OfWatsi = [("event", WatsiHeaders.Event), ("deliveryId", WatsiHeaders.DeliveryId)];

    /// <summary>All of them; Whapi.Cloud with a secret in the header and one in the path.</summary>
    public static IReadOnlyList<IWebhookProvider> Providers { get; } =
    [
        DeliveryGenerators.Platica.Provider,
        DeliveryGenerators.Watsi.Provider,
        new WhapiProvider(new WhapiSettings(new SharedSecrets("secret"), new SharedSecrets(PathSecret))),
    ];

    /// <summary>Whose call it is.</summary>
    public static IWebhookProvider ProviderOf(Delivery call) => Providers.Single(provider => provider.Name == call.Provider);

    /// <summary>The head of the call that brings a delivery.</summary>
    public static RequestHead HeadOf(Delivery call) => call.Provider switch
    {
        PlaticaProvider.RouteName => Signed(call, PlaticaHeaders.Signature, WebhookSignature.Prefix, OfPlatica),
        WatsiProvider.RouteName => Signed(call, WatsiHeaders.Signature, WebhookSignature.NoPrefix, OfWatsi),
        _ => OfWhapi(call),
    };

    private static RequestHead Signed(Delivery call, string signature, string prefix, (string Attribute, string Header)[] kept)
    {
        var headers = kept
            .Where(item => call.Attributes.ContainsKey(item.Attribute))
            .ToDictionary(item => item.Header, item => call.Attributes[item.Attribute], StringComparer.Ordinal);
        headers[signature] = WebhookSignature.Sign(call.Body.Span, Secret, prefix);
        return new(RequestHead.Post, "", name => headers.GetValueOrDefault(name));
    }

    /// <summary>Body, path or method mode, whichever gives the attributes.</summary>
    private static RequestHead OfWhapi(Delivery call)
    {
        var method = call.Attributes.GetValueOrDefault("method");
        var type = call.Attributes.GetValueOrDefault("type");
        var isInPath = type is not null && method is not null && call.Body.Length % 2 == 0;
        return new(
            method is null || isInPath ? RequestHead.Post : method.ToUpperInvariant(),
            string.Join('/', new[] { PathSecret, type, isInPath ? method : null }.OfType<string>()),
            name => name == WhapiSettings.DefaultHeader ? "secret" : null);
    }
}
