using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Tables;
using Platica.Processing.Deliveries;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Deliveries;

/// <summary>A fault of ours, of a kind that nobody foresaw, strikes while a batch is stored.</summary>
public sealed class FaultyBatchTests
{
    [Fact]
    public async Task ProcessAsync_puts_aside_only_the_delivery_that_brings_the_fault()
    {
        var store = new ObservedTableStore(
            new InMemoryTableStore(),
            call => call.RowKeys.Contains("cli_2") ? Task.FromException(new InvalidCastException("+5215500000001")) : Task.CompletedTask);
        var pipeline = new Pipeline(store);

        var settlements = await pipeline.ProcessAsync(
            [.. Enumerable.Range(1, 3).Select(number => Posted.Event("client.updated", $"evt_{number}", new { client = new { id = $"cli_{number}" } }))]);

        Assert.Equal(
            [
                Settlement.Complete,
                Settlement.DeadLetter(DeadLetterReasons.Undecodable, "Storing failed with InvalidCastException."),
                Settlement.Complete,
            ],
            settlements);
        Assert.Equal(["cli_1", "cli_3"], await pipeline.GetIdsAsync("/api/clients"));
    }

    [Fact]
    public async Task ProcessAsync_that_is_cancelled_puts_nothing_aside()
    {
        using var stopping = new CancellationTokenSource();
        var store = new ObservedTableStore(new InMemoryTableStore(), _ => stopping.CancelAsync());
        var processor = new DeliveryProcessor(
            new([Pipeline.Provider]), store, new(), TimeProvider.System, NullLogger<DeliveryProcessor>.Instance);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => processor.ProcessAsync([Posted.Event("client.updated", "evt_1", new { client = new { id = "cli_1" } })], stopping.Token));
    }
}
