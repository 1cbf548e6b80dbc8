namespace Platica.Benchmarks.Load;

/// <summary>
/// What a flood of unsigned calls costs those that are signed: quiet, flooded, quiet again. The same beside an endpoint that only answers
/// tells what the flood costs because the machine has to send and receive it at all.
/// </summary>
internal static class AbuseScenario
{
    private const int Connections = 64;
    private const int DefaultRate = 200;
    private const int DefaultFlood = 5000;
    private const double MostTimes = 2;
    private const double LeastFlood = 0.95;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Runs and prints.</summary>
    public static async Task RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var (rate, flood) = (options.Rate ?? DefaultRate, options.Flood ?? DefaultFlood);
        var duration = TimeSpan.FromSeconds(options.Seconds ?? 60);
        var messages = new LoadStream(RequestTemplate.Message(), Connections, "accepted");
        Report.Line($"abuse: {flood} unsigned calls/s for {duration.TotalSeconds} s from a process of their own, beside {rate} signed message.created/s; open loop");
        await using var bench = new LoadBench();
        var empty = new Side(await bench.StartYardstickAsync(), messages.ForYardstick(), rate);
        var localHost = new Side(await bench.StartLocalHostAsync(), messages, rate);
        foreach (var side in (Side[])[empty, localHost])
        {
            await side.WarmUpAsync(flood, cancellationToken);
            await side.MeasureAsync(flood, duration, cancellationToken);
        }

        Report.LatencyHead();
        empty.Print();
        localHost.Print();
        Report.Line($"an unsigned call cost the empty endpoint {empty.MicrosecondsPerCall:0.0} µs of processor time, LocalHost {localHost.MicrosecondsPerCall:0.0} µs");
        Report.Line($"LocalHost's memory: {localHost.MebibytesBefore:0} MiB before the flood, {localHost.MebibytesAfter:0} after it");
        Report.Aim($"{localHost.Flood.Calls / localHost.Flood.Seconds:N0} unsigned calls/s were sent, all refused; the aim is {flood}", localHost.IsFlooded(flood, duration));
        Report.Aim($"signed p99 is {localHost.Times:0.0} times its quiet value ({empty.Times:0.0} at the empty endpoint); the aim is at most {MostTimes:0.0}", localHost.Times <= MostTimes);
    }

    private sealed class Side(LoadTarget target, LoadStream messages, int rate)
    {
        private Traffic _quiet = new();
        private Traffic _flooded = new();

        public Flood Flood { get; private set; } = new(0, 0, 1, 0, 0);

        public double MicrosecondsPerCall { get; private set; }

        public double MebibytesBefore { get; private set; }

        public double MebibytesAfter { get; private set; }

        public double Times => _flooded.Latency.Percentile(0.99) / _quiet.Latency.Percentile(0.99);

        public async Task WarmUpAsync(int flood, CancellationToken cancellationToken)
        {
            var flooding = FloodProcess.RunAsync(target.Address, flood, WarmUp, cancellationToken);
            await messages.SendAsync(target.Address, rate, WarmUp, cancellationToken);
            await flooding;
            await target.SettleAsync(cancellationToken);
        }

        public async Task MeasureAsync(int flood, TimeSpan duration, CancellationToken cancellationToken)
        {
            var start = target.ProcessorTime;
            var before = await SendAsync(duration / 2, cancellationToken);
            var quietTime = target.ProcessorTime - start;
            MebibytesBefore = Mebibytes();
            start = target.ProcessorTime;
            var flooding = FloodProcess.RunAsync(target.Address, flood, duration, cancellationToken);
            _flooded = await SendAsync(duration, cancellationToken);
            Flood = await flooding;
            MebibytesAfter = Mebibytes();

            // As many signed ones came in the quiet half as in half of this.
            MicrosecondsPerCall = (target.ProcessorTime - start - (2 * quietTime)).TotalMicroseconds / Flood.Calls;
            _quiet = Traffic.Of([before, await SendAsync(duration / 2, cancellationToken)]);
        }

        public bool IsFlooded(int flood, TimeSpan duration) =>
            Flood.Refused == Flood.Calls && Flood.Calls >= LeastFlood * flood * duration.TotalSeconds && Flood.Seconds <= duration.TotalSeconds / LeastFlood;

        public void Print()
        {
            Report.LatencyRow($"{target.Name}, quiet", _quiet);
            Report.LatencyRow($"{target.Name}, flooded", _flooded);
            Report.Line($"{$"{target.Name}, unsigned",-34} {Flood.Calls,9:N0} {Flood.P50,8:0.00} {Flood.P99,8:0.00}");
        }

        private async Task<Traffic> SendAsync(TimeSpan duration, CancellationToken cancellationToken)
        {
            var traffic = await messages.SendAsync(target.Address, rate, duration, cancellationToken);
            Report.RequireAccepted(target, traffic);
            return traffic;
        }

        private double Mebibytes() => target.Sample().MemoryBytes / (1024.0 * 1024);
    }
}
