using System.Globalization;
using BenchmarkDotNet.Running;
using Platica.Benchmarks;
using Platica.Benchmarks.Load;
using Platica.LocalHost.Data;

switch (args)
{
    case ["scale", .. var sizes]:
        var conversations = sizes.Length > 0 ? int.Parse(sizes[0], CultureInfo.InvariantCulture) : 100_000;
        var messages = sizes.Length > 1 ? int.Parse(sizes[1], CultureInfo.InvariantCulture) : 1_000_000;
        await ScaleRun.RunAsync(conversations, messages);
        return 0;
    case [LoadCommand.Name, .. var arguments]:
        return await LoadCommand.Create().Parse(arguments).InvokeAsync();
    case [EmptyHost.Command, var folder]:
        await EmptyHost.RunAsync(new DataFolder(folder));
        return 0;
    case [StuckHost.Command, var folder]:
        await StuckHost.RunAsync(new DataFolder(folder));
        return 0;
    case [FloodProcess.Command, var address, var perSecond, var seconds]:
        await FloodProcess.SendAsync(new Uri(address), int.Parse(perSecond, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture));
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ReceiveBenchmark).Assembly).Run(args);
        return 0;
}
