using Microsoft.Extensions.Logging;
using Platica.Flows;
using Platica.Processing.Queue;
using Platica.Processing.Telemetry;
using Platica.Processing.Tests.Events;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Testing.Queue;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Queue;

public sealed class DurableQueueTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryBroker _broker;
    private readonly LogLines _log = new();
    private readonly DurableQueueOptions _options = new() { BreakDuration = TimeSpan.FromSeconds(15) };
    private readonly PipelineMetrics _metrics = new();
    private readonly MeasuredValues _measured;
    private readonly DurableQueue _queue;
    private int _sent;

    public DurableQueueTests()
    {
        _broker = new(_clock);
        _measured = new(_metrics);
        _queue = new(new(new([Pipeline.Provider]), _blobs), _broker, _blobs, _options, _metrics, _clock, _log.CreateLogger<DurableQueue>());
    }

    private int FallbackWrites => _measured.Of("platica.fallback.written").Count();

    public void Dispose()
    {
        _measured.Dispose();
        _metrics.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task EnqueueAsync_sends_to_the_broker_and_nowhere_else()
    {
        await EnqueueAsync();

        Assert.Single(_broker.Waiting);
        Assert.Empty(_blobs.Names);
        Assert.Equal(0, FallbackWrites);
    }

    [Fact]
    public async Task EnqueueAsync_keeps_what_the_broker_does_not_take_in_the_fallback_store()
    {
        _broker.IsDown = true;

        await EnqueueAsync();

        Assert.Matches("^fallback/[0-9]{19}-[0-9a-f]{32}$", Assert.Single(_blobs.Names));
        Assert.Equal(1, FallbackWrites);
    }

    [Fact]
    public async Task EnqueueAsync_keeps_what_the_broker_fails_on_for_any_other_reason()
    {
        _broker.Slow = Task.FromException(new InvalidOperationException("+5215500000001 broke something"));

        await EnqueueAsync();

        Assert.Single(_blobs.Names);
        Assert.Contains("InvalidOperationException", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("521550", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnqueueAsync_throws_when_neither_takes_the_delivery()
    {
        (_broker.IsDown, _blobs.IsDown) = (true, true);

        var problem = await Assert.ThrowsAsync<QueueUnavailableException>(EnqueueAsync);

        Assert.Equal("Neither the queue (The broker is down.) nor the fallback store (The blob store is down.) takes deliveries.", problem.Message);
        Assert.Equal(0, FallbackWrites);
    }

    [Fact]
    public async Task EnqueueAsync_throws_when_the_body_is_too_large_for_the_queue_and_the_blob_store_is_down()
    {
        _blobs.IsDown = true;

        var problem = await Assert.ThrowsAsync<QueueUnavailableException>(
            () => _queue.EnqueueAsync(Posted.Body(new string('x', 300_000)), CancellationToken.None));

        Assert.Contains("too large for the queue", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, _broker.Attempts);
    }

    [Fact]
    public async Task EnqueueAsync_throws_the_same_whatever_the_store_of_large_bodies_fails_with()
    {
        _blobs.Fault = new InvalidOperationException("+5215500000001 broke something");

        var problem = await Assert.ThrowsAsync<QueueUnavailableException>(
            () => _queue.EnqueueAsync(Posted.Body(new string('x', 300_000)), CancellationToken.None));

        Assert.EndsWith("the blob store does not take it (InvalidOperationException).", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnqueueAsync_sends_a_flow_exchange_without_its_large_answer_whatever_the_blob_store_fails_with()
    {
        _blobs.Fault = new InvalidOperationException();

        await _queue.EnqueueAsync(NextDelivery() with { Reply = new FlowReply(new byte[20_000], FlowOutcome.Answered, 1) }, CancellationToken.None);

        Assert.Single(_broker.Waiting);
    }

    [Fact]
    public async Task EnqueueAsync_leaves_the_broker_alone_after_two_failures_a_minute_apart()
    {
        _broker.IsDown = true;

        await EnqueueAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await EnqueueAsync();
        await EnqueueAsync();

        Assert.Equal((2, 3), (_broker.Attempts, FallbackWrites));
    }

    [Fact]
    public async Task EnqueueAsync_does_not_blame_the_broker_for_messages_that_it_will_never_take()
    {
        _broker.Slow = Task.FromException(new InvalidOperationException());

        for (var delivery = 0; delivery < 10; delivery++)
        {
            await EnqueueAsync();
        }

        Assert.Equal((10, 10), (_broker.Attempts, FallbackWrites));
    }

    [Fact]
    public async Task EnqueueAsync_gives_up_on_a_fallback_store_that_hangs()
    {
        (_broker.IsDown, _blobs.Hangs) = (true, true);

        var enqueued = EnqueueAsync();
        _clock.Advance(_options.BlobTimeout);

        var problem = await Assert.ThrowsAsync<QueueUnavailableException>(() => enqueued.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("Neither the queue (The broker is down.) nor the fallback store (it timed out) takes deliveries.", problem.Message);
    }

    [Fact]
    public async Task EnqueueAsync_gives_up_on_a_store_of_large_bodies_that_hangs()
    {
        _blobs.Hangs = true;

        var enqueued = _queue.EnqueueAsync(Posted.Body(new string('x', 300_000)), CancellationToken.None);
        _clock.Advance(_options.BlobTimeout);

        var problem = await Assert.ThrowsAsync<QueueUnavailableException>(() => enqueued.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("too large for the queue, and the blob store does not take it (it timed out)", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, _broker.Attempts);
    }

    [Fact]
    public async Task EnqueueAsync_goes_on_waiting_with_a_flow_exchange_that_was_answered()
    {
        (_broker.IsDown, _blobs.Hangs) = (true, true);
        using var stop = new CancellationTokenSource();
        var exchange = NextDelivery() with { Reply = new FlowReply("{}"u8.ToArray(), FlowOutcome.Answered, 1) };

        var enqueued = _queue.EnqueueAsync(exchange, stop.Token);
        _clock.Advance(_options.BlobTimeout * 2);

        Assert.False(enqueued.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => enqueued.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task EnqueueAsync_asks_a_broker_that_failed_several_times_no_more()
    {
        await FailUntilOpenAsync();
        var attempts = _broker.Attempts;

        await EnqueueAsync();
        await EnqueueAsync();

        Assert.Equal(attempts, _broker.Attempts);
        Assert.Equal(_sent, _blobs.Names.Count);
        Assert.Equal(_sent, FallbackWrites);
    }

    [Fact]
    public async Task EnqueueAsync_waits_for_nothing_while_the_breaker_is_open()
    {
        await FailUntilOpenAsync();
        var hung = new TaskCompletionSource();
        (_broker.IsDown, _broker.Slow) = (false, hung.Task);

        var enqueued = EnqueueAsync();

        Assert.True(enqueued.IsCompletedSuccessfully);
        hung.SetResult();
    }

    [Fact]
    public async Task EnqueueAsync_probes_with_one_delivery_while_the_others_go_to_the_fallback()
    {
        await FailUntilOpenAsync();
        var attempts = _broker.Attempts;
        var hung = new TaskCompletionSource();
        (_broker.IsDown, _broker.Slow) = (false, hung.Task);
        _clock.Advance(_options.BreakDuration);

        var probe = EnqueueAsync();
        var others = Task.WhenAll(EnqueueAsync(), EnqueueAsync());

        Assert.True(others.IsCompletedSuccessfully);
        Assert.False(probe.IsCompleted);
        Assert.Equal(attempts + 1, _broker.Attempts);
        hung.SetResult();
        await probe;
    }

    [Fact]
    public async Task EnqueueAsync_sends_again_once_a_probe_went_through()
    {
        await FailUntilOpenAsync();
        var kept = _blobs.Names.Count;
        _broker.IsDown = false;
        _clock.Advance(_options.BreakDuration);

        await EnqueueAsync();
        await EnqueueAsync();

        Assert.Equal(2, _broker.Waiting.Count);
        Assert.Equal(kept, _blobs.Names.Count);
        Assert.Contains(_log.Lines, line => line.StartsWith("Information: The queue takes deliveries again.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EnqueueAsync_leaves_the_broker_alone_for_another_while_when_the_probe_fails()
    {
        await FailUntilOpenAsync();
        _clock.Advance(_options.BreakDuration);
        await EnqueueAsync();
        var attempts = _broker.Attempts;

        await EnqueueAsync();

        Assert.Equal(attempts, _broker.Attempts);
    }

    [Fact]
    public async Task EnqueueAsync_logs_an_outage_once_not_for_every_delivery()
    {
        await FailUntilOpenAsync();
        var lines = _log.Lines.Count;

        for (var delivery = 0; delivery < 100; delivery++)
        {
            await EnqueueAsync();
        }

        Assert.Equal(lines, _log.Lines.Count);
        Assert.Single(_log.Lines, line => line.StartsWith("Error: The queue does not answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckAsync_returns_while_the_broker_answers_whatever_the_fallback_does()
    {
        _blobs.IsDown = true;

        await _queue.CheckAsync(CancellationToken.None);
    }

    [Fact]
    public async Task CheckAsync_tells_that_deliveries_wait_in_the_fallback_store()
    {
        _broker.IsDown = true;

        var problem = await Assert.ThrowsAsync<QueueUnavailableException>(() => _queue.CheckAsync(CancellationToken.None));

        Assert.Equal("The queue does not answer (The broker is down.); deliveries wait in the fallback store.", problem.Message);
    }

    [Fact]
    public async Task CheckAsync_tells_where_deliveries_wait_also_when_the_broker_hangs_and_before_health_gives_up()
    {
        _broker.Slow = new TaskCompletionSource().Task;

        var check = _queue.CheckAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(2));

        var problem = await Assert.ThrowsAsync<QueueUnavailableException>(() => check.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("The queue does not answer (it timed out); deliveries wait in the fallback store.", problem.Message);
    }

    [Fact]
    public async Task CheckAsync_tells_that_nothing_can_be_accepted()
    {
        (_broker.IsDown, _blobs.IsDown) = (true, true);

        var problem = await Assert.ThrowsAsync<QueueUnavailableException>(() => _queue.CheckAsync(CancellationToken.None));

        Assert.EndsWith("no delivery can be accepted.", problem.Message, StringComparison.Ordinal);
    }

    private Task EnqueueAsync() => _queue.EnqueueAsync(NextDelivery(), CancellationToken.None);

    private Delivery NextDelivery() => Posted.Event("client.updated", $"evt_{_sent++}");

    /// <summary>Fails until a delivery no longer reaches the broker.</summary>
    private async Task FailUntilOpenAsync()
    {
        _broker.IsDown = true;
        int attempts;
        do
        {
            Assert.True(_sent < 100, "The breaker does not open.");
            attempts = _broker.Attempts;
            await EnqueueAsync();
        }
        while (_broker.Attempts > attempts);
    }
}
