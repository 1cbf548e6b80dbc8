using Moq;
using Platica.Processing.Receiving;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Receiving;

/// <summary>A queue that fails as nobody foresaw, or takes its time.</summary>
public sealed class QueueFaultTests : IAsyncDisposable
{
    private const string Message = """{"event":"message.created","id":"e1"}""";
    private const string Flow = """{"event":"whatsapp.flows.init","id":"e2","data":{"flowExchange":{"action":"INIT"}}}""";

    /// <summary>One that no handler has to answer: the answer is there at once.</summary>
    private const string Unhandled = """{"event":"whatsapp.flows.screen_advance","id":"e3","data":{"flowExchange":{"action":"data_exchange","screen":"X"}}}""";

    private readonly ReceiverHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_delivery_gets_503_so_that_it_is_sent_again()
    {
        QueueGives(Task.FromException(new InvalidCastException("+5215500000001")));

        var result = await _host.PostSignedAsync(Message);

        Assert.Equal((503, ReceiveOutcome.Unavailable, "e1"), (result.StatusCode, result.Outcome, result.LogId));
        Assert.StartsWith("Error: The queue did not take message.created e1: InvalidCastException", Assert.Single(_host.Log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Log.Lines, line => line.Contains("521550", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_gets_the_answer_of_the_Flow_and_the_exchange_counts_as_dropped()
    {
        QueueGives(Task.FromException(new InvalidCastException("+5215500000001")));

        var result = await _host.PostSignedAsync(Flow);

        Assert.Equal((200, ReceiveOutcome.FlowAnswered), (result.StatusCode, result.Outcome));
        Assert.Equal(1, _host.Receiver.DroppedExchanges);
        Assert.DoesNotContain(_host.Log.Lines, line => line.Contains("521550", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(420, 30)]
    public async Task An_answer_waits_for_the_queue_a_moment_and_never_past_its_deadline(int elapsed, int waits)
    {
        QueueTakes(TimeSpan.FromMilliseconds(elapsed));

        var answer = _host.PostSignedAsync(Unhandled);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(waits) - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted);
        _host.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(200, (await answer.WaitAsync(TimeSpan.FromSeconds(30))).StatusCode);
        Assert.Contains(_host.Log.Lines, line => line.Contains("answered before the queue had it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(450)]
    [InlineData(2000)]
    public async Task An_answer_whose_deadline_is_over_waits_for_nothing(int elapsed)
    {
        QueueTakes(TimeSpan.FromMilliseconds(elapsed));

        var answer = _host.PostSignedAsync(Unhandled);

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.Equal(200, (await answer).StatusCode);
    }

    [Fact]
    public async Task DrainAsync_waits_for_an_exchange_that_was_answered_before_the_queue_had_it()
    {
        var queued = new TaskCompletionSource();
        QueueGives(queued.Task);
        await PostFlowAsync();

        var drained = _host.Receiver.DrainAsync(CancellationToken.None);

        Assert.False(drained.IsCompleted);
        queued.SetResult();
        await drained.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, _host.Receiver.DroppedExchanges);
    }

    [Fact]
    public async Task DrainAsync_counts_and_tells_what_is_not_queued_in_time()
    {
        QueueGives(new TaskCompletionSource().Task);
        await PostFlowAsync();
        await PostFlowAsync();

        var drained = _host.Receiver.DrainAsync(CancellationToken.None);
        _host.Clock.Advance(new ReceiverOptions().DrainLimit);
        await drained.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, _host.Receiver.DroppedExchanges);
        Assert.Single(_host.Log.Lines, line => line.StartsWith("Error: 2 Flow exchanges were answered", StringComparison.Ordinal));
    }

    [Fact]
    public void DrainAsync_waits_for_nothing_when_all_is_queued() =>
        Assert.True(_host.Receiver.DrainAsync(CancellationToken.None).IsCompletedSuccessfully);

    /// <summary>A queue that takes its time before it begins to wait, and then never ends.</summary>
    private void QueueTakes(TimeSpan time) => _host.Queue
        .Setup(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()))
        .Callback(() => _host.Clock.Advance(time))
        .Returns(new TaskCompletionSource().Task);

    private void QueueGives(Task queued) =>
        _host.Queue.Setup(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>())).Returns(queued);

    private Task<ReceiveResult> PostFlowAsync() => _host.Clock.RunAsync(_host.PostSignedAsync(Flow), TimeSpan.FromMilliseconds(10));
}
