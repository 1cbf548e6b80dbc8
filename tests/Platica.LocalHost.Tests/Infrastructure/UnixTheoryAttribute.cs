namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>A theory about something that only Unix has; elsewhere it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = UnixOnly.SkipReason;
}
