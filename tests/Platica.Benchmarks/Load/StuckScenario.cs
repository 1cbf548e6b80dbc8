namespace Platica.Benchmarks.Load;

/// <summary>
/// What a Flow whose handler blocks for seconds costs everybody else: quiet, then with its exchanges coming in, then quiet again.
/// </summary>
internal static class StuckScenario
{
    private const int Connections = 64;
    private const int DefaultRate = 50;
    private const int DefaultFlood = 200;
    private const int OtherFlowPerSecond = 50;
    private const double MostTimes = 2;
    private const double DeadlineMilliseconds = 700;
    private const double MostMemoryGrowth = 1.25;
    private const int MostNewThreads = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    /// <summary>Runs and prints.</summary>
    public static async Task RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var (rate, flood) = (options.Rate ?? DefaultRate, options.Flood ?? DefaultFlood);
        var duration = TimeSpan.FromSeconds(options.Seconds ?? 60);
        Report.Line($"stuck: {rate} exchanges/s whose handler blocks for {StuckFlow.Blocks.TotalSeconds} s, for {duration.TotalSeconds} s;");
        Report.Line($"beside them {flood} message.created/s and {OtherFlowPerSecond} quote forms/s; open loop");
        await using var bench = new LoadBench();
        var side = new Side(await bench.StartStuckHostAsync(), flood);
        await side.RunAsync(0, WarmUp, cancellationToken);
        var before = await side.RunAsync(0, duration / 2, cancellationToken);
        var during = await side.RunAsync(rate, duration, cancellationToken);
        await Task.Delay(StuckFlow.Blocks, cancellationToken);
        var after = await side.RunAsync(0, duration / 2, cancellationToken);

        Report.LatencyHead();
        Report.LatencyRow("messages, quiet before", before.Messages);
        Report.LatencyRow("messages, beside the stuck Flow", during.Messages);
        Report.LatencyRow("messages, quiet after", after.Messages);
        Report.LatencyRow("other Flow, quiet before", before.Forms);
        Report.LatencyRow("other Flow, beside the stuck Flow", during.Forms);
        Report.LatencyRow("other Flow, quiet after", after.Forms);
        Report.LatencyRow("stuck Flow", during.Stuck);
        Report.ClientDelay(during.Messages);
        PrintResources("quiet before", before);
        PrintResources("beside the stuck Flow", during);
        PrintResources("quiet after", after);
        PrintAims(Traffic.Of([before.Messages, after.Messages]), during);
    }

    private static void PrintResources(string name, Phase phase)
    {
        var (start, end) = phase.FirstAndLastThird();
        Report.Line($"{name,-34} {start.Threads,3} threads and {Mebibytes(start):N0} MiB at most in its first third, {end.Threads,3} and {Mebibytes(end):N0} in its last");

        static double Mebibytes(ProcessSample sample) => sample.MemoryBytes / (1024.0 * 1024);
    }

    private static void PrintAims(Traffic quiet, Phase during)
    {
        var times = during.Messages.Latency.Percentile(0.99) / quiet.Latency.Percentile(0.99);
        var slowest = during.Forms.Latency.Percentile(1);
        var (start, end) = during.FirstAndLastThird();
        var (newThreads, growth) = (end.Threads - start.Threads, (double)end.MemoryBytes / start.MemoryBytes);
        Report.Aim($"ordinary p99 is {times:0.0} times its quiet value; the aim is at most {MostTimes:0.0}", times <= MostTimes);
        Report.Aim($"{during.Forms.Others} of {during.Forms.Latency.Count} forms of the other Flow got the fallback; the aim is none", during.Forms.Others == 0);
        Report.Aim($"its slowest answer took {slowest:0.0} ms; the aim is at most {DeadlineMilliseconds:0}", slowest <= DeadlineMilliseconds);
        Report.Aim($"{newThreads:+0;-0;0} threads from the first third to the last; the aim is at most {MostNewThreads} more", newThreads <= MostNewThreads);
        Report.Aim(
            $"{growth:0.00} times the memory, with {during.Deliveries:N0} more deliveries kept; the aim is at most {MostMemoryGrowth:0.00}",
            growth <= MostMemoryGrowth);
    }

    private sealed record Phase(Traffic Messages, Traffic Forms, Traffic Stuck, IReadOnlyList<ProcessSample> Samples)
    {
        public long Deliveries => Messages.Latency.Count + Forms.Latency.Count + Stuck.Latency.Count;

        public (ProcessSample First, ProcessSample Last) FirstAndLastThird()
        {
            var third = Math.Max(1, Samples.Count / 3);
            return (Most(Samples.Take(third)), Most(Samples.TakeLast(third)));
        }

        private static ProcessSample Most(IEnumerable<ProcessSample> samples) =>
            samples.Aggregate((most, next) => new(Math.Max(most.Threads, next.Threads), Math.Max(most.MemoryBytes, next.MemoryBytes)));
    }

    private sealed class Side(LoadTarget target, double flood)
    {
        private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(1);

        private readonly LoadStream _messages = new(RequestTemplate.Message(), Connections, "accepted");
        private readonly LoadStream _forms = new(RequestTemplate.QuoteForm(), Connections, "amount_mxn");
        private readonly LoadStream _stuck = new(RequestTemplate.StuckForm(), Connections, "error_message");

        public async Task<Phase> RunAsync(double stuckPerSecond, TimeSpan duration, CancellationToken cancellationToken)
        {
            var all = Task.WhenAll(
                _messages.SendAsync(target.Address, flood, duration, cancellationToken),
                _forms.SendAsync(target.Address, OtherFlowPerSecond, duration, cancellationToken),
                stuckPerSecond > 0 ? _stuck.SendAsync(target.Address, stuckPerSecond, duration, cancellationToken) : Task.FromResult(new Traffic()));
            var samples = new List<ProcessSample>();
            while (!all.IsCompleted)
            {
                await Task.WhenAny(all, Task.Delay(SampleEvery, cancellationToken));
                samples.Add(target.Sample());
            }

            var traffic = await all;
            Report.RequireAccepted(target, Traffic.Of(traffic));
            return new(traffic[0], traffic[1], traffic[2], samples);
        }
    }
}
