using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Platica.Processing.Tests.Convergence;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Faults;

/// <summary>
/// The same promise under concurrency and crashes: two or three consumers, interleaved at every call to the store, crashed before and after
/// it, with calls, answers, settlements and locks lost, leave nothing outstanding and end where a single one ends that nothing happens to.
/// A failure prints its seed and what happened; <c>PLATICA_FAULT_SEED=seed</c> runs that case alone. <c>PLATICA_FAULT_CASES=1000000</c> makes a
/// longer run.
/// </summary>
public sealed class FaultTests
{
    private const int Cases = 3000;

    /// <summary>Successive seeds share their events, for the verdict on those costs as much as a run.</summary>
    private const int RunsOfSameEvents = 6;

    [Fact]
    public async Task Any_interleaving_crash_and_loss_ends_in_the_rows_and_answers_of_the_faultless_run()
    {
        var seed = ReadSetting("PLATICA_FAULT_SEED");
        var first = seed ?? 0;
        var count = seed is null ? ReadSetting("PLATICA_FAULT_CASES") ?? Cases : 1;
        var conflicts = 0;
        var lateSettlements = 0;
        for (var from = first; from < first + count; from = NextEvents(from))
        {
            var deliveries = Deliveries(from);
            var verdict = await Verdict.OnAsync(deliveries);
            for (var each = from; each < Math.Min(first + count, NextEvents(from)); each++)
            {
                var run = await RunAsync(deliveries, each);
                var problem = await verdict.ProblemAsync(run);

                Assert.True(problem is null, $"PLATICA_FAULT_SEED={each}: {problem}\n\n{string.Join('\n', run.Log)}\n\n{Events(each)}");
                conflicts += run.Store.Conflicts;
                lateSettlements += run.SettledTooLate;
            }
        }

        Assert.True(seed is not null || (conflicts > count && lateSettlements > 0), $"{conflicts} conflicts, {lateSettlements} late settlements.");
    }

    [Fact]
    public async Task A_seed_always_gives_the_same_run()
    {
        var first = await RunAsync(Deliveries(7), 7);
        var again = await RunAsync(Deliveries(7), 7);

        Assert.Equal(first.Log, again.Log);
        Assert.NotEqual(first.Log, (await RunAsync(Deliveries(7), 8)).Log);
    }

    private static async Task<Simulation> RunAsync(IReadOnlyList<Delivery> deliveries, int seed)
    {
        var random = new Random(seed);
        var twice = deliveries.Where(_ => random.Next(5) == 0).ToList();
        return await Simulation.RunAsync([.. deliveries, .. twice], random.Next(2, 4), random, new SeededFaults(random));
    }

    private static List<Delivery> Deliveries(int seed) => [.. Events(seed).Events.SelectMany(generated => generated.Deliveries)];

    private static ConvergenceCase Events(int seed) => ConvergenceCase.Small.Sample(1, new Rnd((ulong)(seed / RunsOfSameEvents)), 50).Single();

    private static int NextEvents(int seed) => ((seed / RunsOfSameEvents) + 1) * RunsOfSameEvents;

    private static int? ReadSetting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
