using FsCheck;
using FsCheck.Fluent;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Generating;

namespace Platica.Processing.Tests.Convergence;

/// <summary>
/// The promise that all else rests on: the tables and the answers depend on which deliveries came, not on when, how often or with whom.
/// A failure prints the generator's seed (for <c>WithReplay</c>), the fewest events that show it, and the first cell that differs.
/// </summary>
public sealed class ConvergenceTests
{
    [Theory]
    [InlineData("platica", 1000)]
    [InlineData("watsi", 300)]
    [InlineData("whapi", 600)]
    public void Any_order_repetition_and_batching_of_events_gives_the_same_rows_and_answers(string provider, int cases) =>
        CheckAll(ConvergenceCase.Of(DeliveryGenerators.Of(provider)), cases);

    [Fact]
    public void Providers_side_by_side_converge_too() => CheckAll(ConvergenceCase.Mixed, cases: 100);

    private static void CheckAll(Gen<ConvergenceCase> generator, int cases) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.ForAll(ConvergenceCase.Shrinking(generator), Converges));

    private static async Task Converges(ConvergenceCase one)
    {
        var first = await ProcessAsync(one.Way(0));
        var second = await ProcessAsync(one.Way(1));

        var difference = first.FirstDifference(second);
        Assert.True(difference is null, difference);
    }

    private static async Task<StoreImage> ProcessAsync(Schedule schedule)
    {
        var store = new ObservedTableStore(new InMemoryTableStore());
        var pipeline = new Pipeline(store);
        foreach (var batch in schedule.Batches())
        {
            var settlements = await pipeline.ProcessAsync(batch);
            Assert.DoesNotContain(settlements, settlement => settlement.Kind == SettlementKind.Abandon
                || settlement.Reason is DeadLetterReasons.Undecodable or DeadLetterReasons.RefusedByStore);
        }

        return await StoreImage.TakeAsync(store);
    }
}
