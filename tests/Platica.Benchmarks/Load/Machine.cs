using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platica.Benchmarks.Load;

/// <summary>What a run's figures belong to.</summary>
internal static class Machine
{
    private static readonly TimeSpan FlushingTime = TimeSpan.FromSeconds(5);

    /// <summary>Prints processor, memory, system, runtime, how busy the machine is already, and how long its disk takes to flush.</summary>
    public static void Print()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        Report.Line($"{Environment.ProcessorCount} cores ({Processor()}), {memory:0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        var flush = FlushTimes();
        Report.Line($"load average {LoadAverage()}; flushing 4 KiB to the disk of {Path.GetTempPath()} takes {flush.Percentile(0.5):0.00} ms at p50, {flush.Percentile(0.99):0.00} at p99, {flush.Percentile(1):0.0} at most");
    }

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(": ")[^1] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string LoadAverage()
    {
        const string Average = "/proc/loadavg";
        return File.Exists(Average) ? string.Join(' ', File.ReadAllText(Average).Split(' ').Take(3)) : "unknown";
    }

    /// <summary>Long enough to see a disk that stalls every other second.</summary>
    private static LatencyHistogram FlushTimes()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        var block = new byte[4096];
        var times = new LatencyHistogram();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < FlushingTime;)
        {
            var startedAt = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, fileOffset: 0);
            RandomAccess.FlushToDisk(file);
            times.RecordSince(startedAt);
        }

        return times;
    }
}
