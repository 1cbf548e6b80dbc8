using Platica.Cli.Tests.Infrastructure;
using Platica.Testing;

namespace Platica.Cli.Tests.Backfilling;

/// <summary>A command line on a network with Platica and a receiver on it.</summary>
internal sealed class BackfillHome : IDisposable
{
    public const string Url = "https://example.com/api/webhooks/platica";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public BackfillHome(Crm? crm = null, bool listsMessages = false, int mostBytes = 1024 * 1024, string? key = PlaticaDouble.Key)
    {
        Crm = crm ?? new();
        Receiver = new() { MostBytes = mostBytes };
        Run = new CliRun(new NetworkDouble(request => new Uri(request.Url).Host == PlaticaDouble.Host ? Platica!.Answer(request) : Receiver.Answer(request)))
        {
            Variables = key is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["PLATICA_API_KEY"] = key },
        }.WithSecret();
        Platica = new(Crm, Run.Clock) { ListsMessages = listsMessages };
    }

    public Crm Crm { get; }

    public CliRun Run { get; }

    public PlaticaDouble Platica { get; }

    public FedReceiver Receiver { get; }

    /// <summary>Runs the command; the clock moves on whenever it waits.</summary>
    public Task<int> BackfillAsync(params string[] arguments) => Run.Clock.RunAsync(Run.RunAsync(["backfill", Url, .. arguments]), Step);

    public void Dispose() => Run.Dispose();
}
