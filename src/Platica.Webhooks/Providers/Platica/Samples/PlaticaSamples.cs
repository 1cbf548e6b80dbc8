using Platica.Webhooks.Samples;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Providers.Platica.Samples;

/// <summary>
/// A delivery of every event in Platica's catalogue, which together tell one story: Lucía taps an ad, asks for a quote, fills in
/// the Quote flow and is looked after by Ana until the conversation ends. All data is invented; ids are the same in every sample.
/// </summary>
public sealed class PlaticaSamples : SampleStory
{
    private PlaticaSamples()
        : base(PlaticaProvider.RouteName, "Platica",
        [
            new(PlaticaEvents.ReferralReceived, 295),
            new(PlaticaEvents.ClientCreated, 292),
            new(PlaticaEvents.ConversationCreated, 290),
            new(PlaticaEvents.MessageCreated, 288),
            new(PlaticaEvents.ConversationOperationUpdated, 270),
            new(PlaticaEvents.ConversationOwnersUpdated, 265),
            new(PlaticaEvents.ClientOwnersUpdated, 260),
            new(PlaticaEvents.MessageUpdated, 240),
            new(PlaticaEvents.FlowInit, 210),
            new(PlaticaEvents.FlowScreenAdvance, 180),
            new(PlaticaEvents.FlowBack, 160),
            new(PlaticaEvents.FlowExchanges, 140),
            new(PlaticaEvents.ClientUpdated, 120),
            new(PlaticaEvents.ClientCustomFieldsUpdated, 110),
            new(PlaticaEvents.ClientTagsUpdated, 100),
            new(PlaticaEvents.ConversationTagsUpdated, 95),
            new(PlaticaEvents.MessageDeleted, 60),
            new(PlaticaEvents.ConversationStatusUpdated, 40),
            new(PlaticaEvents.ConversationExpired, 5),
        ])
    {
    }

    /// <summary>The one story.</summary>
    public static PlaticaSamples Story { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> FlowSteps { get; } = new Dictionary<string, string>
    {
        ["init"] = PlaticaEvents.FlowInit,
        ["advance"] = PlaticaEvents.FlowScreenAdvance,
        ["back"] = PlaticaEvents.FlowBack,
    };

    /// <inheritdoc/>
    public override SignatureScheme Signature => Scheme;

    /// <summary>How Platica signs.</summary>
    internal static SignatureScheme Scheme { get; } = new(PlaticaHeaders.Signature, WebhookSignature.Prefix);

    /// <summary>One that is answered as a Flow is, so that its time tells what a Flow's would be.</summary>
    public override ReadOnlyMemory<byte> CreateCheck(DateTimeOffset now) => PlaticaCheck.Create(now);

    /// <inheritdoc/>
    public override ProviderCall CallFor(ReadOnlyMemory<byte> body, CallOptions options)
    {
        var headers = PlaticaRequest.HeadersFor(body, options.Secret.Span);
        return new()
        {
            Headers = headers,
            Body = body,
            EventName = Find(PlaticaHeaders.Event),
            EventId = Find(PlaticaHeaders.EventId),
        };

        string? Find(string name) => headers.FirstOrDefault(header => header.Key == name).Value;
    }

    /// <inheritdoc/>
    protected override string NewEventId() => Guid.NewGuid().ToString();
}
