using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platica.Benchmarks.Load;

/// <summary>What a run's figures belong to.</summary>
internal static class Machine
{
    private const int Flushes = 50;

    /// <summary>Prints processor, memory, system, runtime, how busy the machine is already, and how long its disk takes to flush.</summary>
    public static void Print()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        Report.Line($"{Environment.ProcessorCount} cores ({Processor()}), {memory:0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        Report.Line($"load average {LoadAverage()}; flushing 4 KiB to the disk of {Path.GetTempPath()} takes {FlushTime().TotalMilliseconds:0.00} ms at p50");
    }

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = Path.Exists(File) ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(": ")[^1] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string LoadAverage()
    {
        const string File = "/proc/loadavg";
        return Path.Exists(File) ? string.Join(' ', System.IO.File.ReadAllText(File).Split(' ').Take(3)) : "unknown";
    }

    private static TimeSpan FlushTime()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        var block = new byte[4096];
        var times = new List<TimeSpan>();
        for (var flush = 0; flush < Flushes; flush++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, flush * block.Length);
            RandomAccess.FlushToDisk(file);
            times.Add(Stopwatch.GetElapsedTime(startedAt));
        }

        times.Sort();
        return times[Flushes / 2];
    }
}
