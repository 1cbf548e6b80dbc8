using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing.Generating;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Convergence;

/// <summary>
/// Two processors on one store end where one alone ends, and they really do meet. Each has its own events: were they the same ones,
/// an update that one loses would be mended by the other.
/// </summary>
public sealed class ConcurrencyTests
{
    private const int CasesOfProvider = 40;

    public static TheoryData<string> Providers => [.. DeliveryGenerators.All.Select(generator => generator.Provider.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Batches_that_another_processor_writes_between_read_and_write_change_nothing(string provider)
    {
        var conflicts = 0;
        foreach (var one in CasesOf(provider))
        {
            var shared = new ObservedTableStore(new InMemoryTableStore());
            var others = new ConcurrentQueue<IReadOnlyList<Delivery>>(one.Half(1).Batches());
            var other = new Pipeline(shared);
            var store = new ObservedTableStore(shared, call => call.IsSingleWrite ? ProcessNextAsync(other, others) : Task.CompletedTask);

            await ProcessAsync(new Pipeline(store), one.Half(0).Batches());
            await ProcessAsync(other, others);

            await AssertSameAsync(one, shared);
            conflicts += store.Conflicts;
        }

        Assert.True(conflicts > 0, $"The processors met {conflicts} times.");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Two_processors_at_the_same_time_end_in_the_same_rows(string provider)
    {
        var conflicts = 0;
        foreach (var one in CasesOf(provider))
        {
            var calls = 0;
            var store = new ObservedTableStore(new InMemoryTableStore(), _ => YieldAsync(Interlocked.Increment(ref calls) % 4));
            var pipeline = new Pipeline(store);

            await Task.WhenAll(
                Task.Run(() => ProcessAsync(pipeline, one.Half(0).Batches())),
                Task.Run(() => ProcessAsync(pipeline, one.Half(1).Batches())));

            await AssertSameAsync(one, store);
            conflicts += store.Conflicts;
        }

        Assert.True(conflicts > 0, $"The processors met {conflicts} times.");
    }

    private static ConvergenceCase[] CasesOf(string provider) =>
        [.. ConvergenceCase.Of(DeliveryGenerators.Of(provider)).Sample(CasesOfProvider, new Rnd(7), 50)];

    private static Task ProcessNextAsync(Pipeline pipeline, ConcurrentQueue<IReadOnlyList<Delivery>> batches) =>
        batches.TryDequeue(out var batch) ? ProcessAsync(pipeline, [batch]) : Task.CompletedTask;

    private static async Task ProcessAsync(Pipeline pipeline, IEnumerable<IReadOnlyList<Delivery>> batches)
    {
        foreach (var batch in batches)
        {
            Assert.DoesNotContain(await pipeline.ProcessAsync(batch), settlement => settlement.Kind == SettlementKind.Abandon);
        }
    }

    private static async Task AssertSameAsync(ConvergenceCase one, ObservedTableStore store)
    {
        var alone = new ObservedTableStore(new InMemoryTableStore());
        await ProcessAsync(new Pipeline(alone), one.Events.SelectMany(generated => generated.Deliveries).Select(delivery => new[] { delivery }));
        var difference = (await StoreImage.TakeAsync(alone)).FirstDifference(await StoreImage.TakeAsync(store));

        Assert.True(difference is null, $"{difference}{one}");
    }

    private static async Task YieldAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await Task.Yield();
        }
    }
}
