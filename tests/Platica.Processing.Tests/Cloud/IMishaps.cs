namespace Platica.Processing.Tests.Cloud;

/// <summary>Decides what goes wrong, and when.</summary>
internal interface IMishaps
{
    /// <summary>Whether nothing goes wrong: then nobody is kept waiting, and nobody posts again.</summary>
    bool IsCalm { get; }

    /// <summary>What happens to a call.</summary>
    Mishap Next(ServiceCall call);

    /// <summary>Whether a service is down, or throttles, for a while and refuses this call.</summary>
    bool IsOut(CloudService service, DateTimeOffset now);

    /// <summary>Whether the next settlement is lost.</summary>
    bool LosesSettlement();
}
