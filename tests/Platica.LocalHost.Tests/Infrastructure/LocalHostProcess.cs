using System.Diagnostics;
using System.Globalization;
using Platica.LocalHost.Data;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>The real LocalHost in a process of its own, started as a user does, on free ports of 127.0.0.1.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    private const string LastLineOfBanner = "Ctrl+C stops.";
    private const string RoomVariable = "ROOM_FOR_FILES";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Settings = ["Platica__", "Receiver__", "Flows__"];

    private readonly Process _process;
    private readonly DataFolder _data;

    private LocalHostProcess(Process process, string folder)
    {
        (_process, _data) = (process, new(folder));
        _process.OutputDataReceived += (_, line) => Output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Errors.Add(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it prints to the terminal.</summary>
    public PrintedLines Output { get; } = new();

    /// <summary>What it prints as errors.</summary>
    public PrintedLines Errors { get; } = new();

    /// <summary>Its addresses, once it is ready.</summary>
    public LocalEndpoints Endpoints => _data.ReadEndpoints()!;

    /// <summary>The signing secret that it made.</summary>
    public string Secret => _data.ReadSecret()!;

    /// <summary>Whether it is, or was, ready.</summary>
    public bool IsReady => Output.All.Contains(LastLineOfBanner);

    /// <summary>Starts it and does not wait until it is ready.</summary>
    public static LocalHostProcess Begin(string folder, params (string Name, string Value)[] environment) => Launch(folder, [], environment);

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<LocalHostProcess> StartAsync(string folder, params (string Name, string Value)[] environment) =>
        ReadyAsync(Begin(folder, environment));

    /// <summary>Starts it on a disk where no file can grow beyond so many KiB (Unix).</summary>
    public static Task<LocalHostProcess> StartWithRoomAsync(string folder, int kilobytes) => ReadyAsync(Launch(folder, [], RoomFor(kilobytes)));

    /// <summary>Starts it on such a disk where it cannot start, and waits until it has given up.</summary>
    public static Task<FailedStart> StartInVainWithRoomAsync(string folder, int kilobytes) => StartInVainAsync(folder, [], RoomFor(kilobytes));

    private static async Task<LocalHostProcess> ReadyAsync(LocalHostProcess process)
    {
        try
        {
            await process.Output.FirstAsync(line => line == LastLineOfBanner).WaitAsync(Patience);
            return process;
        }
        catch (Exception problem) when (problem is EndOfStreamException or TimeoutException)
        {
            await process.DisposeAsync();
            throw new InvalidOperationException($"LocalHost did not start.\n{process.Output}\n{process.Errors}", problem);
        }
    }

    /// <summary>Starts it where it cannot start, and waits until it has given up.</summary>
    public static async Task<FailedStart> StartInVainAsync(
        string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var process = Launch(folder, arguments, environment);
        var exitCode = await process.ExitAsync();
        return new(exitCode, process.Output.All, process.Errors.All);
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return ExitAsync();
    }

    /// <summary>Asks it to end and waits for that.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync(int signal)
    {
        UnixSignal.Send(_process, signal);
        return ExitAsync();
    }

    /// <summary>Waits for a line of the terminal.</summary>
    public Task<string> LineAsync(string part) =>
        Output.FirstAsync(line => line.Contains(part, StringComparison.Ordinal)).WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>The second is for the runtime, whose own memory would otherwise be a file that grows too large.</summary>
    private static (string Name, string Value)[] RoomFor(int kilobytes) =>
        [(RoomVariable, kilobytes.ToString(CultureInfo.InvariantCulture)), ("DOTNET_EnableWriteXorExecute", "0")];

    private static LocalHostProcess Launch(string folder, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] usual = ["--data", folder, "--urls", "http://127.0.0.1:0", "--admin-urls", "http://127.0.0.1:0"];
        var overridden = arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal)).ToHashSet();
        var kept = usual.Chunk(2).Where(option => !overridden.Contains(option[0])).SelectMany(option => option);
        foreach (var argument in (IEnumerable<string>)[typeof(LocalHostApplication).Assembly.Location, .. kept, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        if (start.Environment.Remove(RoomVariable, out var room))
        {
            string[] command = ["-c", $"trap '' XFSZ; ulimit -f {room}; exec \"$@\"", "bash", start.FileName, .. start.ArgumentList];
            start.FileName = "bash";
            start.ArgumentList.Clear();
            Array.ForEach(command, start.ArgumentList.Add);
        }

        UnixSignal.HeedInterrupt();
        return new(new Process { StartInfo = start }, folder);
    }

    private static bool IsSetting(string name) => Settings.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await Task.WhenAll(Output.Ended, Errors.Ended).WaitAsync(Patience);
        return _process.ExitCode;
    }
}
