using Platica.Flows;
using Platica.LocalHost;
using Platica.LocalHost.Data;

namespace Platica.Benchmarks.Load;

/// <summary>LocalHost in a process of its own, as its own program starts it, with <see cref="StuckFlow"/> beside the Flows it ships with.</summary>
internal static class StuckHost
{
    /// <summary>How the benchmark program calls itself to become this.</summary>
    public const string Command = "load-stuck";

    private static readonly Uri FreePort = new("http://127.0.0.1:0");

    /// <summary>Serves until the process is ended.</summary>
    public static async Task RunAsync(DataFolder data)
    {
        data.Create();
        var options = new LocalHostOptions { Data = data, ReceiverUrl = FreePort, AdminUrl = FreePort, Secret = RequestTemplate.Secret };
        await using var application = await LocalHostApplication.StartAsync(
            options, Console.Out, services => services.AddFlow(StuckFlow.Name, StuckFlow.Configure));
        data.WriteEndpoints(application.Endpoints);
        Console.WriteLine(LoadTarget.ReadyLine);
        await application.WaitForStopAsync();
    }
}
