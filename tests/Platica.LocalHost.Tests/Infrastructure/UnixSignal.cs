using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>Sends a signal as a terminal or a service manager does; the framework itself can only kill.</summary>
internal static class UnixSignal
{
    /// <summary>Ctrl+C.</summary>
    public const int Interrupt = 2;

    /// <summary>What service managers and containers send.</summary>
    public const int Terminate = 15;

    private const nint DefaultHandler = 0;

    public static void Send(Process process, int signal)
    {
        if (Kill(process.Id, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Undoes what a shell does to programs in its background: they, and all that they start, ignore Ctrl+C.</summary>
    public static void HeedInterrupt()
    {
        if (OperatingSystem.IsLinux() && IsIgnored(Interrupt))
        {
            _ = SetHandler(Interrupt, DefaultHandler);
        }
    }

    private static bool IsIgnored(int signal)
    {
        const string Name = "SigIgn:";
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..];
        return (ulong.Parse(mask.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (signal - 1))) != 0;
    }

    [DllImport("libc", EntryPoint = "signal", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SetHandler(int signal, nint handler);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
