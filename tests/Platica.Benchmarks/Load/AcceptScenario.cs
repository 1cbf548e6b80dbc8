namespace Platica.Benchmarks.Load;

/// <summary>How many messages LocalHost acknowledges in a second, each flushed to the disk first, beside an endpoint that keeps nothing.</summary>
internal static class AcceptScenario
{
    private const int Connections = 256;
    private const int Rounds = 5;
    private const int WarmUpSeconds = 5;
    private const double LeastShare = 0.6;

    /// <summary>Runs and prints.</summary>
    public static async Task RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var slice = TimeSpan.FromSeconds((double)(options.Seconds ?? 30) / Rounds);
        var stream = new LoadStream(RequestTemplate.Message(), Connections, "accepted");
        Report.Line($"accept: message.created of {stream.Template.BodyBytes} bytes; closed loop over {Connections} connections, {Rounds} rounds of {slice.TotalSeconds:0.0} s");
        await using var bench = new LoadBench();
        var empty = new Side(await bench.StartYardstickAsync(), stream.ForYardstick());
        var localHost = new Side(await bench.StartLocalHostAsync(), stream);
        await empty.WarmUpAsync(cancellationToken);
        await localHost.WarmUpAsync(cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            await empty.MeasureAsync(slice, cancellationToken);
            await localHost.MeasureAsync(slice, cancellationToken);
        }

        Report.Line($"{"",-16} {"answers/s",10} {"p50 ms",8} {"p99 ms",8} {"p99.9 ms",9} {"processor",13}");
        empty.Print();
        localHost.Print();
        Report.Line($"LocalHost then needed {localHost.Behind.TotalSeconds / Rounds:0.0} s a round to process what it had acknowledged in {slice.TotalSeconds:0.0} s.");
        var shares = localHost.Rates.Zip(empty.Rates, (own, other) => own / other).ToList();
        var share = localHost.Traffic.PerSecond / empty.Traffic.PerSecond;
        Report.Aim(
            $"{share:0.00} of the empty endpoint's throughput (rounds {shares.Min():0.00} to {shares.Max():0.00}); the aim is {LeastShare:0.00}",
            share >= LeastShare);
    }

    private sealed class Side(LoadTarget target, LoadStream stream)
    {
        private readonly List<Traffic> _rounds = [];
        private TimeSpan _processor;

        public Traffic Traffic => Traffic.Of(_rounds);

        public IEnumerable<double> Rates => _rounds.Select(round => round.PerSecond);

        public TimeSpan Behind { get; private set; }

        public async Task WarmUpAsync(CancellationToken cancellationToken)
        {
            await stream.SaturateAsync(target.Address, TimeSpan.FromSeconds(WarmUpSeconds), cancellationToken);
            await target.SettleAsync(cancellationToken);
        }

        public async Task MeasureAsync(TimeSpan duration, CancellationToken cancellationToken)
        {
            var before = target.ProcessorTime;
            var traffic = await stream.SaturateAsync(target.Address, duration, cancellationToken);
            _processor += target.ProcessorTime - before;
            Behind += await target.SettleAsync(cancellationToken);
            Report.RequireAccepted(target, traffic);
            _rounds.Add(traffic);
        }

        public void Print()
        {
            var (traffic, latency) = (Traffic, Traffic.Latency);
            var (p50, p99, p999) = (latency.Percentile(0.5), latency.Percentile(0.99), latency.Percentile(0.999));
            var processor = _processor.TotalMicroseconds / latency.Count;
            Report.Line($"{target.Name,-16} {traffic.PerSecond,10:N0} {p50,8:0.00} {p99,8:0.00} {p999,9:0.00} {processor,10:0.0} µs");
        }
    }
}
