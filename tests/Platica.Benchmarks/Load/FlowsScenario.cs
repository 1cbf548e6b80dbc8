namespace Platica.Benchmarks.Load;

/// <summary>How long people wait for a Flow's next screen while ordinary events pour in, beside an endpoint that only answers.</summary>
internal static class FlowsScenario
{
    private const int Connections = 64;
    private const int Rounds = 5;
    private const int DefaultRate = 200;
    private const int DefaultFlood = 1000;
    private const double MostTimes = 3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Runs and prints.</summary>
    public static async Task RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var (rate, flood) = (options.Rate ?? DefaultRate, options.Flood ?? DefaultFlood);
        var slice = TimeSpan.FromSeconds((double)(options.Seconds ?? 60) / Rounds);
        var forms = new LoadStream(RequestTemplate.QuoteForm(), Connections, "amount_mxn");
        var messages = new LoadStream(RequestTemplate.Message(), Connections, "accepted");
        Report.Line($"flows: {rate} quote forms/s beside {flood} message.created/s, open loop, {Rounds} rounds of {slice.TotalSeconds:0.0} s each");
        await using var bench = new LoadBench();
        var empty = new Side(await bench.StartYardstickAsync(), forms.ForYardstick(), messages.ForYardstick());
        var localHost = new Side(await bench.StartLocalHostAsync(), forms, messages);
        foreach (var side in (Side[])[empty, localHost])
        {
            await side.RunAsync(rate, flood, WarmUp, cancellationToken);
            side.Forget();
        }

        for (var round = 0; round < Rounds; round++)
        {
            await empty.RunAsync(rate, flood, slice, cancellationToken);
            await localHost.RunAsync(rate, flood, slice, cancellationToken);
        }

        Report.LatencyHead();
        empty.Print();
        localHost.Print();
        Report.ClientDelay(localHost.Forms);
        PrintAims(empty.Forms, localHost.Forms);
    }

    private static void PrintAims(Traffic empty, Traffic localHost)
    {
        var times = localHost.Latency.Percentile(0.999) / empty.Latency.Percentile(0.999);
        Report.Aim($"a Flow's p99.9 is {times:0.0} times the empty endpoint's; the aim is at most {MostTimes:0.0}", times <= MostTimes);
        Report.Aim($"{localHost.Others} of {localHost.Latency.Count} forms got the fallback; the aim is none", localHost.Others == 0);
    }

    private sealed class Side(LoadTarget target, LoadStream forms, LoadStream messages)
    {
        private readonly List<Traffic> _forms = [];
        private readonly List<Traffic> _messages = [];

        public Traffic Forms => Traffic.Of(_forms);

        public async Task RunAsync(double rate, double flood, TimeSpan duration, CancellationToken cancellationToken)
        {
            var flooding = messages.SendAsync(target.Address, flood, duration, cancellationToken);
            _forms.Add(await forms.SendAsync(target.Address, rate, duration, cancellationToken));
            _messages.Add(await flooding);
            await target.SettleAsync(cancellationToken);
            Report.RequireAccepted(target, _forms[^1]);
            Report.RequireAccepted(target, _messages[^1]);
        }

        public void Forget()
        {
            _forms.Clear();
            _messages.Clear();
        }

        public void Print()
        {
            Report.LatencyRow($"{target.Name}, forms", Forms);
            Report.LatencyRow($"{target.Name}, messages", Traffic.Of(_messages));
        }
    }
}
