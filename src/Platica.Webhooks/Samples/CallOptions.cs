namespace Platica.Webhooks.Samples;

/// <summary>How a call is made: in which of the provider's modes, and with which secrets. The receiver has the same ones as settings.</summary>
/// <remarks>A class, not a record: those print what they hold.</remarks>
public sealed class CallOptions
{
    /// <summary>Nothing that proves who calls.</summary>
    public static CallOptions Unauthenticated { get; } = new();

    /// <summary>What bodies are signed with, or what is sent as it is by a provider that signs nothing; empty for none.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>The header for <see cref="Secret"/>, where the provider lets its users choose one; null for the usual one.</summary>
    public string? SecretHeader { get; init; }

    /// <summary>The secret part of the URL, where a provider has one.</summary>
    public string? PathSecret { get; init; }

    /// <summary>One of <see cref="IProviderSamples.Modes"/>; null for the first.</summary>
    public string? Mode { get; init; }
}
