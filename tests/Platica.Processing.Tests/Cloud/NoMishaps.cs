namespace Platica.Processing.Tests.Cloud;

/// <summary>Everything works.</summary>
internal sealed class NoMishaps : IMishaps
{
    public bool IsCalm => true;

    public Mishap Next(ServiceCall call) => Mishap.None;

    public bool IsOut(CloudService service, DateTimeOffset now) => false;

    public bool LosesSettlement() => false;
}
