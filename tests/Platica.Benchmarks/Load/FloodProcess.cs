using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Platica.Benchmarks.Load;

/// <summary>Unsigned calls from a process of their own, so that what sends them and its garbage collector slow no measured client down.</summary>
internal static class FloodProcess
{
    /// <summary>How the benchmark program calls itself to become this.</summary>
    public const string Command = "load-flood";

    private const int Connections = 32;

    /// <summary>Starts it and waits for its end.</summary>
    public static async Task<Flood> RunAsync(Uri address, int perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            typeof(FloodProcess).Assembly.Location, Command, address.ToString(),
            perSecond.ToString(CultureInfo.InvariantCulture), ((int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        ];
        using var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { RedirectStandardOutput = true })!;
        var result = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Flood>(result)! : throw new InvalidOperationException("The process that floods has failed.");
    }

    /// <summary>What the process does: sends, and prints what became of it.</summary>
    public static async Task SendAsync(Uri address, int perSecond, int seconds)
    {
        var stream = new LoadStream(RequestTemplate.UnsignedMessage(), Connections, "Signature missing");
        var watch = Stopwatch.StartNew();
        var traffic = await stream.SendAsync(address, perSecond, TimeSpan.FromSeconds(seconds), CancellationToken.None);
        Console.WriteLine(JsonSerializer.Serialize(new Flood(
            traffic.Latency.Count, traffic.Refused, watch.Elapsed.TotalSeconds, traffic.Latency.Percentile(0.5), traffic.Latency.Percentile(0.99))));
    }
}

/// <summary>What became of a flood.</summary>
/// <param name="Calls">How many were answered.</param>
/// <param name="Refused">How many of them were refused.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="P50">Milliseconds within which half of them were answered.</param>
/// <param name="P99">Milliseconds within which 99 of 100 were.</param>
internal sealed record Flood(long Calls, long Refused, double Seconds, double P50, double P99);
