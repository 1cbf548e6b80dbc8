namespace Platica.Webhooks.Samples;

/// <summary>
/// Samples that together tell one story. Each is a template <c>Templates/&lt;event name&gt;.json</c> beside the class that inherits; all data in it is
/// invented, and ids are the same in every sample.
/// </summary>
/// <param name="provider">The provider's route name.</param>
/// <param name="name">Its name for people.</param>
/// <param name="scenes">The story in its order.</param>
public abstract class SampleStory(string provider, string name, IReadOnlyList<SampleScene> scenes) : IProviderSamples
{
    /// <inheritdoc/>
    public string Provider => provider;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<string> EventNames { get; } = [.. scenes.Select(scene => scene.EventName)];

    /// <inheritdoc/>
    public virtual IReadOnlyDictionary<string, string> FlowSteps { get; } = new Dictionary<string, string>(0);

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> Modes => [];

    /// <inheritdoc/>
    public abstract SignatureScheme? Signature { get; }

    /// <inheritdoc/>
    public ProviderSample Create(string eventName, DateTimeOffset now)
    {
        var scene = scenes.FirstOrDefault(scene => scene.EventName == eventName) ?? throw new ArgumentException(
            $"{name}'s catalogue has no such event; it has {string.Join(", ", EventNames)}.", nameof(eventName));
        return Play(scene, timestamp: now, storyEnd: now);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProviderSample> All(DateTimeOffset now) =>
        [.. scenes.Select(scene => Play(scene, timestamp: scene.Moment(now), storyEnd: now))];

    /// <inheritdoc/>
    public virtual ReadOnlyMemory<byte> CreateCheck(DateTimeOffset now) => DeliveryCheck.Body;

    /// <inheritdoc/>
    public abstract ProviderCall CallFor(ReadOnlyMemory<byte> body, CallOptions options);

    /// <summary>A fresh event id, as this provider writes them; empty where its bodies have none.</summary>
    protected abstract string NewEventId();

    private ProviderSample Play(SampleScene scene, DateTimeOffset timestamp, DateTimeOffset storyEnd)
    {
        var eventId = NewEventId();
        var body = SampleTemplate.Fill(GetType(), scene.EventName, eventId, timestamp, scene.Moment(storyEnd), storyEnd);
        return new(scene.EventName, eventId, timestamp, body);
    }
}
