using FsCheck;
using FsCheck.Fluent;
using Platica.LocalHost.Tables;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Generating;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Convergence;

/// <summary>The proof of convergence is worth what its cases are: these show that they hold what could break it.</summary>
public sealed class GeneratorTests
{
    private const int CasesOfProvider = 200;

    public static TheoryData<string> Providers => [.. DeliveryGenerators.All.Select(generator => generator.Provider.Name)];

    /// <summary>Whapi's events have ids that their times are part of, so there only the greater value decides between two of one id.</summary>
    [Theory]
    [InlineData("platica", 0.6)]
    [InlineData("watsi", 0.6)]
    [InlineData("whapi", 0.1)]
    public void Many_cases_hold_fields_that_only_the_greater_value_decides(string provider, double share) =>
        AssertShare(provider, share, contest => contest.IsDecidedByValue);

    [Theory]
    [InlineData("platica", 0.95)]
    [InlineData("watsi", 0.95)]
    [InlineData("whapi", 0.95)]
    public void Nearly_all_cases_hold_fields_that_only_the_event_id_decides(string provider, double share) =>
        AssertShare(provider, share, contest => contest.IsDecidedByEventId);

    [Theory]
    [InlineData("platica", 0.95)]
    [InlineData("watsi", 0.6)]
    [InlineData("whapi", 0.6)]
    public void Many_cases_hold_fields_that_are_set_and_cleared(string provider, double share) =>
        AssertShare(provider, share, contest => contest.IsCleared);

    [Theory]
    [MemberData(nameof(Providers))]
    public void Cases_hold_every_event_of_the_catalogue_and_unknown_ones(string provider)
    {
        var generator = DeliveryGenerators.Of(provider);
        var names = CasesOf(provider).SelectMany(one => one.Events).SelectMany(generated => generated.Deliveries)
            .Select(delivery => generator.Provider.TryReadEnvelope(delivery, out var envelope, out _) ? envelope.EventName : null)
            .ToHashSet();

        Assert.Superset(generator.EventNames.ToHashSet(), names!);
        Assert.Contains(generator.UnknownEventName, names);
        Assert.Contains(null, names);
    }

    [Fact]
    public async Task Most_cases_of_Platica_fill_every_table_that_its_events_tell_of()
    {
        var cases = CasesOf("platica");
        var full = 0;
        foreach (var one in cases)
        {
            full += PlaticaTables.All.Except(await FilledTablesAsync([one])).Any() ? 0 : 1;
        }

        Assert.True(full > cases.Length / 2, $"{full} of {cases.Length} cases.");
    }

    [Fact]
    public async Task Cases_of_all_providers_fill_every_table()
    {
        var filled = await FilledTablesAsync(ConvergenceCase.Mixed.Sample(20, new Rnd(2026), 50));

        Assert.Empty(TableNames.All.Except([.. filled, TableNames.Erasures]));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Schedules_of_one_case_differ_in_order_repetition_and_batches(string provider)
    {
        var cases = CasesOf(provider);
        var ways = cases.SelectMany(one => new[] { one.Way(0), one.Way(1) }).Select(way => way.Batches().ToList()).ToList();

        Assert.Contains(ways, batches => batches.Count == 1);
        Assert.Contains(ways, batches => batches.All(batch => batch.Count == 1));
        Assert.Contains(ways, batches => batches.Count > 1 && batches.Any(batch => batch.Count > 1));
        Assert.Contains(ways, batches => batches.SelectMany(batch => batch).GroupBy(delivery => delivery).Any(same => same.Count() == 3));
        Assert.All(cases, one => Assert.Empty(one.Events.SelectMany(generated => generated.Deliveries).Except(Order(one.Way(0)))));
        Assert.All(cases, one => Assert.NotEqual(Order(one.Way(0)), Order(one.Way(1))));
    }

    private static ConvergenceCase[] CasesOf(string provider) =>
        [.. ConvergenceCase.Of(DeliveryGenerators.Of(provider)).Sample(CasesOfProvider, new Rnd(2026), 50)];

    private static async Task<IEnumerable<string>> FilledTablesAsync(IEnumerable<ConvergenceCase> cases)
    {
        var store = new ObservedTableStore(new InMemoryTableStore());
        foreach (var one in cases)
        {
            await new Pipeline(store).ProcessAsync([.. one.Events.SelectMany(generated => generated.Deliveries)]);
        }

        return (await store.ReadRowsAsync()).Select(item => item.Table).Distinct();
    }

    private static IEnumerable<Delivery> Order(Schedule way) => way.Batches().SelectMany(batch => batch);

    private static void AssertShare(string provider, double atLeast, Func<Contest, bool> holds)
    {
        var share = CasesOf(provider).Average(one => Contest.Of(one).Any(holds) ? 1.0 : 0.0);

        Assert.True(share >= atLeast, $"{share:P0} of the cases, not {atLeast:P0}.");
    }
}
