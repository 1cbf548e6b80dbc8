namespace Platica.Webhooks.Providers.Platica.Samples;

/// <summary>
/// A delivery of every event in Platica's catalogue, which together tell one story: Lucía taps an ad, asks for a quote, fills in
/// the Quote flow and is looked after by Ana until the conversation ends. All data is invented; ids are the same in every sample.
/// </summary>
public static class PlaticaSamples
{
    private static readonly Scene[] Story =
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
    ];

    /// <summary>The 19 names of Platica's catalogue, in the order of the story.</summary>
    public static IReadOnlyList<string> EventNames { get; } = [.. Story.Select(scene => scene.EventName)];

    /// <summary>What a person does in a Flow (<c>init</c>, <c>advance</c>, <c>back</c>) and the event that tells it.</summary>
    public static IReadOnlyDictionary<string, string> FlowSteps { get; } = new Dictionary<string, string>
    {
        ["init"] = PlaticaEvents.FlowInit,
        ["advance"] = PlaticaEvents.FlowScreenAdvance,
        ["back"] = PlaticaEvents.FlowBack,
    };

    /// <summary>
    /// One event with a fresh id, delivered <paramref name="now"/>. What its data tells has the time of its place in the story: samples
    /// sent one by one, in any order, leave behind what the story leaves behind.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not in the catalogue.</exception>
    public static PlaticaSample Create(string eventName, DateTimeOffset now)
    {
        var scene = Array.Find(Story, scene => scene.EventName == eventName) ?? throw new ArgumentException(
            $"Platica's catalogue has no such event; it has {string.Join(", ", EventNames)}.", nameof(eventName));
        return scene.Play(timestamp: now, storyEnd: now);
    }

    /// <summary>The whole story in its order: times strictly increase and end just before <paramref name="now"/>.</summary>
    public static IReadOnlyList<PlaticaSample> All(DateTimeOffset now) =>
        [.. Story.Select(scene => scene.Play(timestamp: scene.Moment(now), storyEnd: now))];

    private sealed record Scene(string EventName, int SecondsBeforeEnd)
    {
        public DateTimeOffset Moment(DateTimeOffset storyEnd) => storyEnd.AddSeconds(-SecondsBeforeEnd);

        public PlaticaSample Play(DateTimeOffset timestamp, DateTimeOffset storyEnd)
        {
            var eventId = Guid.NewGuid().ToString();
            var body = SampleTemplate.Fill(EventName, eventId, timestamp, Moment(storyEnd), storyEnd);
            return new(EventName, eventId, timestamp, body);
        }
    }
}
