using Platica.Webhooks.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Watsi.Samples;

/// <summary>
/// A delivery of each of Watsi's six events, which together tell one story: Lucía asks for a price, is answered, and Ana closes the conversation. All data is
/// invented; ids are the same in every sample.
/// </summary>
public sealed class WatsiSamples : SampleStory
{
    private WatsiSamples()
        : base(WatsiProvider.RouteName, "Watsi",
        [
            new(WatsiEvents.ContactCreated, 292),
            new(WatsiEvents.ConversationCreated, 290),
            new(WatsiEvents.MessageReceived, 288),
            new(WatsiEvents.MessageStatus, 240),
            new(WatsiEvents.ContactUpdated, 120),
            new(WatsiEvents.ConversationUpdated, 40),
        ])
    {
    }

    /// <summary>The one story.</summary>
    public static WatsiSamples Story { get; } = new();

    /// <inheritdoc/>
    public override SignatureScheme Signature { get; } = new(WatsiHeaders.Signature, WebhookSignature.NoPrefix);

    /// <inheritdoc/>
    public override ProviderCall CallFor(ReadOnlyMemory<byte> body, CallOptions options)
    {
        var (eventName, eventId) = SampleBody.Read(
            body, root => (SampleBody.HeaderText(root, "type"), SampleBody.HeaderText(root, "id")), (null, null));
        List<KeyValuePair<string, string>> headers = [new(WatsiHeaders.DeliveryId, Guid.NewGuid().ToString())];
        if (eventName is not null)
        {
            headers.Add(new(WatsiHeaders.Event, eventName));
        }

        if (!options.Secret.IsEmpty)
        {
            headers.Add(new(Signature.Header, Signature.Sign(body.Span, options.Secret.Span)));
        }

        return new() { Headers = headers, Body = body, EventName = eventName, EventId = eventId };
    }

    /// <inheritdoc/>
    protected override string NewEventId() => $"evt_{Guid.NewGuid():N}";
}
