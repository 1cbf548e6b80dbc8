namespace Platica.Webhooks;

/// <summary>
/// How the owner of a receiver asks whether it would take a provider's deliveries: a body of this product's own, which no provider sends. It is authenticated
/// as a delivery is, acknowledged, and not kept. Platica's own check also tells whether Flows are answered in time (<see cref="Envelope.IsCheck"/>).
/// </summary>
public static class DeliveryCheck
{
    /// <summary>What it is called.</summary>
    public const string EventName = "platica.check";

    /// <summary>The body, byte for byte.</summary>
    public static ReadOnlyMemory<byte> Body { get; } = """{"event":"platica.check"}"""u8.ToArray();

    /// <summary>What it is answered.</summary>
    public static ReadOnlyMemory<byte> Answer { get; } = """{"data":{"acknowledged":true}}"""u8.ToArray();

    /// <summary>Whether a body is one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> body) => body.SequenceEqual(Body.Span);
}
