using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Platica.Processing.Queue;
using Platica.Processing.Receiving;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Providers.Whapi;

namespace Platica.Processing.Tests.Receiving;

/// <summary>A call that brings several items, as those of Whapi.Cloud may.</summary>
public sealed class SeveralItemsTests : IAsyncDisposable
{
    private static readonly WhapiProvider Whapi = new(new(new(null), new("s3cret")));

    private readonly ReceiverHost _host = new(configure: services => services
        .AddSingleton<IWebhookProvider>(Whapi)
        .AddSingleton(new ReceiverOptions()));

    private readonly ConcurrentQueue<Delivery> _queued = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_item_is_queued_before_the_call_is_acknowledged()
    {
        var last = new TaskCompletionSource();
        QueueGives(part => EventIdOf(part) == "M2:post" ? last.Task : Task.CompletedTask);

        var answer = PostAsync(3);

        Assert.False(answer.IsCompleted);
        last.SetResult();
        var result = await answer.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((200, ReceiveOutcome.Accepted, "messages.post", "M0:post", "3 items"), (result.StatusCode, result.Outcome, result.EventName, result.LogId, result.Detail));
        Assert.Equal(["M0:post", "M1:post", "M2:post"], _queued.Select(EventIdOf).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("M0:post")]
    [InlineData("M2:post")]
    public async Task Nothing_is_acknowledged_when_the_queue_does_not_take_one_item(string refused)
    {
        QueueGives(part => EventIdOf(part) == refused ? Task.FromException(new QueueUnavailableException("the broker is away")) : Task.CompletedTask);

        var result = await PostAsync(3);

        Assert.Equal((503, ReceiveOutcome.Unavailable, 30), (result.StatusCode, result.Outcome, result.RetryAfterSeconds));
    }

    [Fact]
    public async Task Once_the_queue_fails_it_is_tried_with_no_more_items()
    {
        var failing = new TaskCompletionSource();
        QueueGives(_ => failing.Task);

        var answer = PostAsync(10_000);
        Assert.Equal(128, _queued.Count);
        failing.SetException(new QueueUnavailableException("the broker is away"));

        Assert.Equal(503, (await answer.WaitAsync(TimeSpan.FromSeconds(30))).StatusCode);
        Assert.Equal(128, _queued.Count);
    }

    [Fact]
    public async Task Of_many_items_128_are_on_their_way_together()
    {
        var gates = new ConcurrentQueue<TaskCompletionSource>();
        QueueGives(_ =>
        {
            var gate = new TaskCompletionSource();
            gates.Enqueue(gate);
            return gate.Task;
        });

        var answer = PostAsync(10_000);
        Assert.Equal(128, gates.Count);
        while (!answer.IsCompleted)
        {
            Assert.True(gates.TryDequeue(out var next) || SpinWait.SpinUntil(() => answer.IsCompleted || gates.TryDequeue(out next), TimeSpan.FromSeconds(30)));
            Assert.InRange(gates.Count, 0, 127);
            next?.SetResult();
        }

        Assert.Equal(200, (await answer).StatusCode);
        Assert.Equal(10_000, _queued.Select(EventIdOf).Distinct().Count());
    }

    [Fact]
    public async Task A_bad_item_is_queued_as_what_it_is_and_the_call_acknowledged()
    {
        QueueGives(_ => Task.CompletedTask);

        var result = await PostAsync("""{"messages":[{"id":"M0"},null,{"id":"M2"}]}""");

        Assert.Equal((200, ReceiveOutcome.Accepted), (result.StatusCode, result.Outcome));
        Assert.Equal(["M0:post", "M2:post", null], _queued.Select(EventIdOf).OrderBy(id => id is null));
    }

    [Fact]
    public void Items_of_one_call_never_have_the_same_message_id_unless_they_are_the_same_at_the_same_time()
    {
        var parts = Whapi.Split(Posted.Body("""{"messages":[{"id":"M0","n":1},{"id":"M0","n":2},{"id":"M1","timestamp":1778425200},null,7,{"id":"M1","timestamp":1778425200}],"errors":[1]}""") with { Provider = Whapi.Name });

        var ids = parts.Select(part => MessageIds.Of(part, new([Whapi]))).ToList();

        Assert.Equal(7, ids.Count);
        Assert.Equal(ids[2], ids[5]);
        Assert.Equal(6, ids.Distinct().Count());
    }

    [Fact]
    public void What_happens_again_without_telling_when_has_another_message_id_and_a_retry_the_same()
    {
        var linked = Posted.Body("""{"user":{"id":"5215500000009"},"event":{"type":"users","event":"post"},"channel_id":"CH"}""") with { Provider = Whapi.Name };
        var again = linked with { ReceivedAt = linked.ReceivedAt.AddMinutes(1) };

        Assert.NotEqual(MessageIds.Of(linked, new([Whapi])), MessageIds.Of(again, new([Whapi])));
        Assert.Equal(MessageIds.Of(linked, new([Whapi])), MessageIds.Of(linked with { }, new([Whapi])));
    }

    [Fact]
    public void What_tells_its_time_has_the_same_message_id_whenever_it_arrives()
    {
        var told = Posted.Body("""{"messages":[{"id":"M0","timestamp":1778425200}],"channel_id":"CH"}""") with { Provider = Whapi.Name };

        Assert.Equal(MessageIds.Of(told, new([Whapi])), MessageIds.Of(told with { ReceivedAt = told.ReceivedAt.AddMinutes(1) }, new([Whapi])));
    }

    [Fact]
    public async Task No_span_tells_the_secret_of_the_path()
    {
        using var spans = new RecordedSpans();
        QueueGives(_ => Task.CompletedTask);

        await PostAsync(2);

        Assert.NotEmpty(spans.Names);
        Assert.DoesNotContain("s3cret", spans.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_with_a_wrong_path_is_refused_and_told_without_it()
    {
        var result = await _host.PostAsync("{}", provider: "whapi", path: "wr0ng/messages");

        Assert.Equal(401, result.StatusCode);
        Assert.Equal(1, _host.Receiver.Refused);
        Assert.DoesNotContain("wr0ng", Assert.Single(_host.Log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", $"{result}{System.Text.Encoding.UTF8.GetString(result.Body.Span)}", StringComparison.Ordinal);
    }

    private Task<ReceiveResult> PostAsync(int items) => PostAsync(
        $$"""{"messages":[{{string.Join(',', Enumerable.Range(0, items).Select(number => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"M{{number}}"}""")))}}],"channel_id":"CH"}""");

    private Task<ReceiveResult> PostAsync(string body) => _host.PostAsync(body, provider: "whapi", path: "s3cret/messages/post");

    private void QueueGives(Func<Delivery, Task> queued) => _host.Queue
        .Setup(queue => queue.EnqueueAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>()))
        .Returns((Delivery part, CancellationToken _) =>
        {
            _queued.Enqueue(part);
            return queued(part);
        });

    private static string? EventIdOf(Delivery part) => Whapi.TryReadEnvelope(part, out var envelope, out _) ? envelope.EventId : null;
}
