namespace Platica.Webhooks.Providers.Platica.Samples;

/// <summary>
/// A delivery of every event in Platica's catalogue, which together tell one story: Lucía taps an ad, asks for a quote, fills in
/// the Quote flow and is looked after by Ana until the conversation ends. All data is invented; ids are the same in every sample.
/// </summary>
public static class PlaticaSamples
{
    private static readonly Scene[] Story =
    [
        new("referral.received", 295),
        new("client.created", 292),
        new("conversation.created", 290),
        new("message.created", 288),
        new("conversation.operation.updated", 270),
        new("conversation.owners.updated", 265),
        new("client.owners.updated", 260),
        new("message.updated", 240),
        new("whatsapp.flows.init", 210),
        new("whatsapp.flows.screen_advance", 180),
        new("whatsapp.flows.back", 160),
        new("whatsapp.flows.exchanges", 140),
        new("client.updated", 120),
        new("client.customFields.updated", 110),
        new("client.tags.updated", 100),
        new("conversation.tags.updated", 95),
        new("message.deleted", 60),
        new("conversation.status.updated", 40),
        new("conversation.expired", 5),
    ];

    /// <summary>The 19 names of Platica's catalogue, in the order of the story.</summary>
    public static IReadOnlyList<string> EventNames { get; } = [.. Story.Select(scene => scene.EventName)];

    /// <summary>What a person does in a Flow (<c>init</c>, <c>advance</c>, <c>back</c>) and the event that tells it.</summary>
    public static IReadOnlyDictionary<string, string> FlowSteps { get; } = new Dictionary<string, string>
    {
        ["init"] = "whatsapp.flows.init",
        ["advance"] = "whatsapp.flows.screen_advance",
        ["back"] = "whatsapp.flows.back",
    };

    /// <summary>One event that happens <paramref name="now"/>, with a fresh id; what it tells of the past lies minutes back.</summary>
    /// <exception cref="ArgumentException">The name is not in the catalogue.</exception>
    public static PlaticaSample Create(string eventName, DateTimeOffset now)
    {
        var scene = Array.Find(Story, scene => scene.EventName == eventName)
            ?? throw new ArgumentException($"Platica's catalogue has no such event; it has {string.Join(", ", EventNames)}.", nameof(eventName));
        return scene.Play(storyEnd: now + scene.BeforeEnd);
    }

    /// <summary>The whole story in its order: times strictly increase and end just before <paramref name="now"/>.</summary>
    public static IReadOnlyList<PlaticaSample> All(DateTimeOffset now) => [.. Story.Select(scene => scene.Play(storyEnd: now))];

    private sealed record Scene(string EventName, int SecondsBeforeEnd)
    {
        public TimeSpan BeforeEnd { get; } = TimeSpan.FromSeconds(SecondsBeforeEnd);

        public PlaticaSample Play(DateTimeOffset storyEnd)
        {
            var eventId = Guid.NewGuid().ToString();
            var timestamp = storyEnd - BeforeEnd;
            return new(EventName, eventId, timestamp, SampleTemplate.Fill(EventName, eventId, timestamp, storyEnd));
        }
    }
}
