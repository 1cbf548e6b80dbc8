using FsCheck;
using FsCheck.Fluent;
using Platica.LocalHost.Tables;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Processing.Tests.Convergence;

/// <summary>The proof of convergence is worth what its cases are: these show that they hold what could break it.</summary>
public sealed class GeneratorTests
{
    private static readonly ConvergenceCase[] Cases = [.. ConvergenceCase.Generator.Sample(200, new Rnd(2026), 50)];

    [Fact]
    public void Most_cases_hold_fields_that_only_the_greater_value_decides() => AssertShare(0.6, contest => contest.IsDecidedByValue);

    [Fact]
    public void Nearly_all_cases_hold_fields_that_only_the_event_id_decides() => AssertShare(0.95, contest => contest.IsDecidedByEventId);

    [Fact]
    public void Nearly_all_cases_hold_fields_that_are_set_and_cleared() => AssertShare(0.95, contest => contest.IsCleared);

    [Fact]
    public void Cases_hold_every_event_of_the_catalogue_and_unknown_ones()
    {
        var names = Cases.SelectMany(one => one.Events)
            .Select(generated => Pipeline.Provider.TryReadEnvelope(generated.Delivery, out var envelope, out _) ? envelope.EventName : null)
            .ToHashSet();

        Assert.Superset(PlaticaEvents.All.Keys.ToHashSet(), names!);
        Assert.Contains("conversation.merged", names);
        Assert.Contains(null, names);
    }

    [Fact]
    public async Task Most_cases_fill_every_table()
    {
        var full = 0;
        foreach (var one in Cases)
        {
            var store = new ObservedTableStore(new InMemoryTableStore());
            await new Pipeline(store).ProcessAsync([.. one.Events.Select(generated => generated.Delivery)]);
            full += PlaticaTables.All.Except((await store.ReadRowsAsync()).Select(item => item.Table)).Any() ? 0 : 1;
        }

        Assert.True(full > Cases.Length / 2, $"{full} of {Cases.Length} cases.");
    }

    [Fact]
    public void Schedules_of_one_case_differ_in_order_repetition_and_batches()
    {
        var ways = Cases.SelectMany(one => new[] { one.Way(0), one.Way(1) }).Select(way => way.Batches().ToList()).ToList();

        Assert.Contains(ways, batches => batches.Count == 1);
        Assert.Contains(ways, batches => batches.All(batch => batch.Count == 1));
        Assert.Contains(ways, batches => batches.Count > 1 && batches.Any(batch => batch.Count > 1));
        Assert.Contains(ways, batches => batches.SelectMany(batch => batch).GroupBy(delivery => delivery).Any(same => same.Count() == 3));
        Assert.All(Cases, one => Assert.Empty(one.Events.Select(generated => generated.Delivery).Except(Order(one.Way(0)))));
        Assert.All(Cases, one => Assert.NotEqual(Order(one.Way(0)), Order(one.Way(1))));
    }

    private static IEnumerable<Delivery> Order(Schedule way) => way.Batches().SelectMany(batch => batch);

    private static void AssertShare(double atLeast, Func<Contest, bool> holds)
    {
        var share = Cases.Average(one => Contest.Of(one).Any(holds) ? 1.0 : 0.0);

        Assert.True(share >= atLeast, $"{share:P0} of the cases, not {atLeast:P0}.");
    }
}
