namespace Platica.Webhooks.Samples;

/// <summary>What one provider would send: an invented delivery of each of its events, and the call that brings a body.</summary>
public interface IProviderSamples
{
    /// <summary>The provider's route name, such as <c>platica</c>.</summary>
    string Provider { get; }

    /// <summary>The provider's name for people, which its settings begin with: <c>Platica</c>, as in <c>Platica__Secret</c>.</summary>
    string Name { get; }

    /// <summary>All names of its catalogue, in the order of the story.</summary>
    IReadOnlyList<string> EventNames { get; }

    /// <summary>What a person does in a Flow (<c>init</c>, <c>advance</c>, <c>back</c>) and the event that tells it; empty where it has no Flows.</summary>
    IReadOnlyDictionary<string, string> FlowSteps { get; }

    /// <summary>The ways of calling that its users may choose from, the usual one first; empty where there is but one.</summary>
    IReadOnlyList<string> Modes { get; }

    /// <summary>How it signs; null where it signs nothing.</summary>
    SignatureScheme? Signature { get; }

    /// <summary>
    /// One event, delivered <paramref name="now"/>. What its data tells has the time of its place in the story: samples sent one by one, in any order, leave
    /// behind what the story leaves behind.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not in the catalogue.</exception>
    ProviderSample Create(string eventName, DateTimeOffset now);

    /// <summary>The whole story in its order: times strictly increase and end just before <paramref name="now"/>.</summary>
    IReadOnlyList<ProviderSample> All(DateTimeOffset now);

    /// <summary>A body by which a receiver's owner asks whether deliveries would be taken; it is kept nowhere.</summary>
    ReadOnlyMemory<byte> CreateCheck(DateTimeOffset now);

    /// <summary>The call that brings any bytes. The body goes as it is, but for what a mode takes out of it to tell it in the URL instead.</summary>
    ProviderCall CallFor(ReadOnlyMemory<byte> body, CallOptions options);
}
