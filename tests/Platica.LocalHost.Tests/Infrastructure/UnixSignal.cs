using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>Sends a signal as a terminal or a service manager does; the framework itself can only kill.</summary>
internal static class UnixSignal
{
    /// <summary>Ctrl+C.</summary>
    public const int Interrupt = 2;

    /// <summary>What service managers and containers send.</summary>
    public const int Terminate = 15;

    public static void Send(Process process, int signal)
    {
        if (Kill(process.Id, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
