namespace Platica.Processing.Queue;

/// <summary>A delivery as a broker carries it.</summary>
public sealed record QueueMessage
{
    /// <summary>What the broker tells repetitions by; at most 128 characters, the limit of Service Bus.</summary>
    public required string MessageId { get; init; }

    /// <summary>The raw body of the webhook call, byte for byte; empty when a property says where it is.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What goes with the body. Texts only, so that every broker and tool can show them.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }
}
