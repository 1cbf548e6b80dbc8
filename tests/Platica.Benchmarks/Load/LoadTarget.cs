using System.Diagnostics;
using Platica.LocalHost.Data;

namespace Platica.Benchmarks.Load;

/// <summary>A server in a process of its own, on free ports of 127.0.0.1.</summary>
internal sealed class LoadTarget : IAsyncDisposable
{
    /// <summary>What a server prints when it is ready; its addresses are in its data folder by then.</summary>
    public const string ReadyLine = "Ctrl+C stops.";

    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Settings = ["Platica__", "Receiver__", "Flows__", "Forward__"];

    private readonly Process _process;
    private Task _reading = Task.CompletedTask;

    private LoadTarget(string name, Process process) => (Name, _process) = (name, process);

    /// <summary>What it is called in the results.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Processor time since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="arguments">The assembly and its arguments.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message has what it printed.</exception>
    public static async Task<LoadTarget> StartAsync(string name, DataFolder folder, string[] arguments)
    {
        var target = new LoadTarget(name, Launch(arguments));
        try
        {
            await target.ReadUntilReadyAsync().WaitAsync(TimeToStart);
            target.Address = folder.ReadEndpoints()!.Receiver;
            target._reading = target._process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>Threads and resident memory now.</summary>
    public ProcessSample Sample()
    {
        _process.Refresh();
        return new(_process.Threads.Count, _process.WorkingSet64);
    }

    /// <summary>
    /// Waits until it has nothing left to do, so that what it accepted before costs nobody anything later.
    /// </summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> SettleAsync(CancellationToken cancellationToken)
    {
        const double Idle = 0.05;
        var watch = Stopwatch.StartNew();
        var (busyUntil, quiet) = (TimeSpan.Zero, 0);
        while (quiet < 3 && watch.Elapsed < TimeToSettle)
        {
            var (before, since) = (ProcessorTime, watch.Elapsed);
            await Task.Delay(Glance, cancellationToken);
            var isQuiet = (ProcessorTime - before) / (watch.Elapsed - since) < Idle;
            quiet = isQuiet ? quiet + 1 : 0;
            busyUntil = isQuiet ? busyUntil : watch.Elapsed;
        }

        return busyUntil;
    }

    /// <summary>Ends it at once: its data folder is thrown away.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private static Process Launch(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["Platica__Secret"] = RequestTemplate.Secret;
        return Process.Start(start)!;
    }

    private static bool IsSetting(string name) => Array.Exists(Settings, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private async Task ReadUntilReadyAsync()
    {
        var printed = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == ReadyLine)
            {
                return;
            }

            printed.Add(line);
        }

        throw new InvalidOperationException($"{Name} did not start. {string.Join('\n', printed)}");
    }
}
