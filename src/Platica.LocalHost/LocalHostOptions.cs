using Platica.Flows;
using Platica.LocalHost.Data;
using Platica.Processing.Receiving;
using Platica.Processing.Retention;

namespace Platica.LocalHost;

/// <summary>What one LocalHost is started with.</summary>
internal sealed record LocalHostOptions
{
    /// <summary>Where webhooks and health are served.</summary>
    public Uri ReceiverUrl { get; init; } = new("http://localhost:7071");

    /// <summary>Where the read API is served; loopback only.</summary>
    public Uri AdminUrl { get; init; } = new("http://localhost:7072");

    /// <summary>Where files are kept.</summary>
    public required DataFolder Data { get; init; }

    /// <summary><c>Platica:Secret</c>; null to use the one in the data folder.</summary>
    public string? Secret { get; init; }

    /// <summary><c>Platica:PreviousSecret</c>, while a secret is being rotated.</summary>
    public string? PreviousSecret { get; init; }

    /// <summary><c>Platica:AllowUnsigned</c>: take unsigned deliveries and make no secret.</summary>
    public bool AllowUnsigned { get; init; }

    /// <summary><c>Erasure:Key</c>; null to use the one in the data folder.</summary>
    public string? ErasureKey { get; init; }

    /// <summary><c>Receiver:*</c>.</summary>
    public ReceiverOptions Receiver { get; init; } = new();

    /// <summary><c>Flows:*</c>.</summary>
    public FlowOptions Flows { get; init; } = new();

    /// <summary><c>Retention:*</c>.</summary>
    public RetentionOptions Retention { get; init; } = new();
}
