namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>A test of something that only Unix has; elsewhere it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = UnixOnly.SkipReason;
}
