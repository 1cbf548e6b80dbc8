using Platica.LocalHost.Tables;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;
using Platica.Processing.Telemetry;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Telemetry;

public sealed class PipelineMetricsTests : IDisposable
{
    private readonly PipelineMetrics _metrics = new();
    private readonly MeasuredValues _measured;

    public PipelineMetricsTests() => _measured = new(_metrics);

    public void Dispose()
    {
        _measured.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void What_the_queue_tells_has_its_own_instruments()
    {
        _metrics.Processed(SettlementKind.Complete);
        _metrics.Processed(SettlementKind.DeadLetter);
        _metrics.Processed(SettlementKind.Abandon);
        _metrics.QueueAge(TimeSpan.FromSeconds(1.5));
        _metrics.OldestMessageAge(TimeSpan.FromMinutes(2));
        _metrics.FallbackDepth(7);

        Assert.Equal(
            [
                "platica.processed 1 settlement=complete",
                "platica.processed 1 settlement=dead-letter",
                "platica.processed 1 settlement=abandon",
                "platica.queue.age 1.5",
                "platica.queue.oldest 120",
                "platica.fallback.depth 7",
            ],
            _measured.All);
    }

    [Fact]
    public void A_message_from_the_future_has_no_age()
    {
        _metrics.QueueAge(TimeSpan.FromSeconds(-3));
        _metrics.OldestMessageAge(TimeSpan.FromSeconds(-3));

        Assert.Equal(["platica.queue.age 0", "platica.queue.oldest 0"], _measured.All);
    }

    [Fact]
    public void A_dead_letter_s_reason_in_somebody_s_own_words_counts_as_other()
    {
        _metrics.DeadLettered("put aside by Ana, call 5215500000001");
        _metrics.DeadLettered(new string('x', 33));
        _metrics.DeadLettered("max-delivery");

        Assert.Equal(["1 reason=other", "1 reason=other", "1 reason=max-delivery"], _measured.Of("platica.dead_letters"));
    }

    [Fact]
    public async Task RecordAsync_counts_a_dead_letter_by_its_reason_also_when_it_is_there_already()
    {
        var store = new InMemoryTableStore();
        var recorder = new DeadLetterRecorder(store, new(store), new ProviderCatalog([Pipeline.Provider]), _metrics, TimeProvider.System);
        var delivery = Posted.Event("message.created", "e1");

        await recorder.RecordAsync(delivery, DeadLetterReasons.HandlerFailed, "A test put it aside.", attempts: 1, Posted.Arrival, replay: 0, CancellationToken.None);
        await recorder.RecordAsync(delivery, DeadLetterReasons.HandlerFailed, "A test put it aside.", attempts: 2, Posted.Arrival, replay: 0, CancellationToken.None);

        Assert.Equal(["1 reason=handler-failed", "1 reason=handler-failed"], _measured.Of("platica.dead_letters"));
    }
}
