using System.Globalization;
using BenchmarkDotNet.Running;
using Platica.Benchmarks;

if (args is ["scale", .. var sizes])
{
    var conversations = sizes.Length > 0 ? int.Parse(sizes[0], CultureInfo.InvariantCulture) : 100_000;
    var messages = sizes.Length > 1 ? int.Parse(sizes[1], CultureInfo.InvariantCulture) : 1_000_000;
    await ScaleRun.RunAsync(conversations, messages);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(ReceiveBenchmark).Assembly).Run(args);
}
