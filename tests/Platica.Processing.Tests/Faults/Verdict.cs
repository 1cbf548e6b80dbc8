using Platica.LocalHost.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Faults;

/// <summary>Compares runs with the one in which nothing goes wrong: each delivery alone, once, in order.</summary>
internal sealed class Verdict
{
    private readonly StoreImage _faultless;

    private Verdict(StoreImage faultless) => _faultless = faultless;

    /// <summary>The verdict on runs of these deliveries.</summary>
    public static async Task<Verdict> OnAsync(IEnumerable<Delivery> deliveries)
    {
        var store = new ObservedTableStore(new InMemoryTableStore());
        var pipeline = new Pipeline(store);
        foreach (var delivery in deliveries)
        {
            await pipeline.ProcessAsync(delivery);
        }

        return new(await StoreImage.TakeAsync(store));
    }

    /// <summary>What is wrong with a run that has ended; null when nothing is.</summary>
    public async Task<string?> ProblemAsync(Simulation run) =>
        run.Problem ?? _faultless.FirstDifference(await StoreImage.TakeAsync(run.Store));
}
