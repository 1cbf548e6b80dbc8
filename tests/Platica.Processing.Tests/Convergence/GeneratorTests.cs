using FsCheck;
using FsCheck.Fluent;
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
            .Select(generated => Infrastructure.Pipeline.Provider.TryReadEnvelope(generated.Delivery, out var envelope, out _) ? envelope.EventName : null)
            .ToHashSet();

        Assert.Superset(PlaticaEvents.All.Keys.ToHashSet(), names!);
        Assert.Contains("conversation.merged", names);
        Assert.Contains(null, names);
    }

    [Fact]
    public void Schedules_of_one_case_differ_in_order_repetition_and_batches()
    {
        var sizes = Cases.SelectMany(one => new[] { one.Way(0), one.Way(1) }).Select(way => way.Batches().ToList()).ToList();

        Assert.Contains(sizes, batches => batches.Count == 1);
        Assert.Contains(sizes, batches => batches.All(batch => batch.Count == 1));
        Assert.Contains(sizes, batches => batches.Count > 1 && batches.Any(batch => batch.Count > 1));
        Assert.All(Cases, one => Assert.True(one.Way(0).Batches().Sum(batch => batch.Count) >= one.Events.Count));
        Assert.All(Cases, one => Assert.NotEqual(one.Way(0).Batches().SelectMany(batch => batch), one.Way(1).Batches().SelectMany(batch => batch)));
    }

    private static void AssertShare(double atLeast, Func<Contest, bool> holds)
    {
        var share = Cases.Average(one => Contest.Of(one).Any(holds) ? 1.0 : 0.0);

        Assert.True(share >= atLeast, $"{share:P0} of the cases, not {atLeast:P0}.");
    }
}
