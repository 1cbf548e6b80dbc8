using Platica.Flows;
using Platica.LocalHost.Data;
using Platica.Processing.Receiving;
using Platica.Processing.Retention;
using Platica.Processing.Settings;
using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

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

    /// <summary>Everything that means the same in every home. Of Platica's settings those in <see cref="Platica"/> count.</summary>
    public PipelineSettings Pipeline { get; init; } = PipelineSettings.Read(_ => null);

    /// <summary><c>Platica:*</c> with the secret that is in use, which may come from the data folder.</summary>
    public PlaticaSettings Platica => Pipeline.Platica with { Secrets = new SigningSecrets(Secret, PreviousSecret) };

    /// <summary><c>Platica:AllowUnsigned</c>: take unsigned deliveries and make no secret.</summary>
    public bool AllowUnsigned
    {
        get => Pipeline.Platica.AllowUnsigned;
        init => Pipeline = Pipeline with { Platica = Pipeline.Platica with { AllowUnsigned = value } };
    }

    /// <summary><c>Receiver:*</c>.</summary>
    public ReceiverOptions Receiver
    {
        get => Pipeline.Receiver;
        init => Pipeline = Pipeline with { Receiver = value };
    }

    /// <summary><c>Flows:*</c>.</summary>
    public FlowOptions Flows
    {
        get => Pipeline.Flows;
        init => Pipeline = Pipeline with { Flows = value };
    }

    /// <summary><c>Retention:*</c>.</summary>
    public RetentionOptions Retention
    {
        get => Pipeline.Retention;
        init => Pipeline = Pipeline with { Retention = value };
    }
}
