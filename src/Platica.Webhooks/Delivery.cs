namespace Platica.Webhooks;

/// <summary>One webhook call as it arrived: what is queued, archived and replayed. Never changed after it was accepted.</summary>
public sealed record Delivery
{
    /// <summary>The provider's route name, such as <c>platica</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>When this receiver got the call, in UTC. A redelivery from the queue keeps it; a repetition by the provider does not.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The raw body, byte for byte.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the provider wants kept beside the body (see <see cref="IWebhookProvider.ReadAttributes"/>); unsigned, so only a fallback.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = EmptyAttributes;

    /// <summary>For a Flow exchange, how it was answered.</summary>
    public FlowReply? Reply { get; init; }

    /// <summary>Where the body is already archived (a blob, a place in the journal), or null when it travels only with this delivery.</summary>
    public string? BodyReference { get; init; }

    /// <summary>No attributes.</summary>
    public static IReadOnlyDictionary<string, string> EmptyAttributes { get; } = new Dictionary<string, string>(0);
}
