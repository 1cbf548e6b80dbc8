namespace Platica.LocalHost.Tests.Infrastructure;

internal static class UnixOnly
{
    /// <summary>Why a test cannot run here; null on Unix, where it can.</summary>
    public static string? SkipReason { get; } = OperatingSystem.IsWindows() ? "Windows has neither POSIX signals nor file modes." : null;
}
