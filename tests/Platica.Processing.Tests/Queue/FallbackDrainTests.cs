using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Platica.Processing.Archive;
using Platica.Processing.Queue;
using Platica.Processing.Telemetry;
using Platica.Processing.Tests.Events;
using Platica.Processing.Tests.Infrastructure;
using Platica.Testing;
using Platica.Testing.Archive;
using Platica.Testing.Queue;
using Platica.Webhooks;

namespace Platica.Processing.Tests.Queue;

public sealed class FallbackDrainTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryBroker _broker;
    private readonly LogLines _log = new();
    private readonly DeliveryMessages _messages;

    public FallbackDrainTests()
    {
        _broker = new(_clock);
        _messages = new(new([Pipeline.Provider]), _blobs);
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task RunAsync_moves_what_waits_oldest_first_and_leaves_nothing()
    {
        await FallBackAsync(Event("e2", 2), Event("e10", 10), Event("e1", 1), Event("e3", 3));

        var result = await RunAsync();

        Assert.Equal(["e1", "e2", "e3", "e10"], await EventIdsAsync());
        Assert.Empty(_blobs.Names);
        Assert.Equal(new DrainResult(4, 0, 0, TimeSpan.Zero), result);
    }

    [Fact]
    public async Task RunAsync_moves_messages_as_they_were()
    {
        var delivery = Event("e1", 1) with
        {
            Attributes = new Dictionary<string, string> { ["event"] = "日本 👩‍👩‍👧\0" },
            Reply = new(Encoding.UTF8.GetBytes("""{"screen":"PAGO"}"""), "answered", 1.5),
        };
        var message = await _messages.WriteAsync(delivery, CancellationToken.None);
        await FallBackAsync(delivery);

        await RunAsync();

        var moved = Assert.Single(_broker.Waiting).Message;
        Assert.Equal(message.MessageId, moved.MessageId);
        Assert.Equal(message.Body.ToArray(), moved.Body.ToArray());
        Assert.Equal(message.Properties.OrderBy(property => property.Key), moved.Properties.OrderBy(property => property.Key));
    }

    [Fact]
    public async Task RunAsync_moves_more_than_one_page()
    {
        await FallBackAsync([.. Enumerable.Range(0, 2345).Select(number => Event($"e{number}", number))]);

        var result = await RunAsync();

        Assert.Equal((2345, 0), (result.Moved, result.Left));
        Assert.Equal(Enumerable.Range(0, 2345).Select(number => $"e{number}"), await EventIdsAsync());
    }

    [Fact]
    public async Task RunAsync_of_nothing_only_reports()
    {
        Assert.Equal(new DrainResult(0, 0, 0, TimeSpan.Zero), await RunAsync());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task RunAsync_tells_for_how_long_the_oldest_message_is_in_the_queue()
    {
        await _broker.SendAsync(await _messages.WriteAsync(Event("e1", 1), CancellationToken.None), CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(7));

        Assert.Equal(TimeSpan.FromMinutes(7), (await RunAsync()).OldestAge);
    }

    [Fact]
    public async Task RunAsync_leaves_everything_while_the_broker_is_down_and_tells_how_much()
    {
        _broker.IsDown = true;
        await FallBackAsync([.. Enumerable.Range(0, 100).Select(number => Event($"e{number}", number))]);

        var result = await RunAsync();

        Assert.Equal(new DrainResult(0, 0, 100, null), result);
        Assert.Equal(1, _broker.Attempts);
        Assert.StartsWith("Warning: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_does_not_know_what_is_left_while_the_store_is_down()
    {
        await FallBackAsync(Event("e1", 1));
        _blobs.IsDown = true;

        Assert.Equal(new DrainResult(0, 0, null, TimeSpan.Zero), await RunAsync());
    }

    [Fact]
    public async Task RunAsync_puts_a_damaged_entry_aside_and_goes_on_behind_it()
    {
        await FallBackAsync(Event("e1", 1), Event("e2", 2), Event("e3", 3));
        var damaged = _blobs.Names[1];
        await _blobs.WriteAsync(damaged, "{\"messageId\":\"m\",\"body\":"u8.ToArray(), CancellationToken.None);

        var result = await RunAsync();

        Assert.Equal((2, 1, 0), (result.Moved, result.PutAside, result.Left));
        Assert.Equal(["e1", "e3"], await EventIdsAsync());
        Assert.Equal([damaged.Replace("fallback/", "unreadable/", StringComparison.Ordinal)], _blobs.Names);
        Assert.Single(_log.Lines, line => line.StartsWith("Error: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_goes_on_behind_a_message_that_the_broker_will_never_take()
    {
        await FallBackAsync(Event("e1", 1), Event("e3", 3));
        var tooLarge = new QueueMessage { MessageId = "m", Body = new byte[300_000], Properties = new Dictionary<string, string>() };
        var name = FallbackEntry.NameOf(Posted.Arrival.AddSeconds(2), "x"u8);
        await _blobs.WriteAsync(name, FallbackEntry.Write(tooLarge), CancellationToken.None);

        var result = await RunAsync();

        Assert.Equal((2, 1, 0), (result.Moved, result.PutAside, result.Left));
        Assert.Equal([name.Replace("fallback/", "refused/", StringComparison.Ordinal)], _blobs.Names);
        Assert.Single(_log.Lines, line => line.StartsWith($"Error: The queue will never take {name}", StringComparison.Ordinal));
        Assert.Equal(0, (await RunAsync()).PutAside);
    }

    [Fact]
    public async Task RunAsync_goes_on_behind_a_whole_page_that_the_broker_will_never_take()
    {
        var sender = new Mock<IMessageSender>();
        sender.Setup(it => it.SendAsync(It.Is<QueueMessage>(message => !message.MessageId.Contains("last")), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException());
        await FallBackAsync([.. Enumerable.Range(0, 1000).Select(number => Event($"e{number}", number)), Event("last", 1000)]);

        var result = await RunAsync(sender: sender.Object);

        Assert.Equal((1, 1000, 0), (result.Moved, result.PutAside, result.Left));
        Assert.Equal(1000, _blobs.Names.Count);
    }

    [Fact]
    public async Task RunAsync_goes_on_behind_a_blob_that_keeps_failing()
    {
        await FallBackAsync([.. Enumerable.Range(0, 20).Select(number => Event($"e{number}", number))]);
        var broken = _blobs.Names[3];

        var result = await RunAsync(new FailingStore(_blobs, name => name == broken));

        Assert.Equal((19, 1), (result.Moved, result.Left));
        Assert.Equal([broken], _blobs.Names);
    }

    [Fact]
    public async Task RunAsync_stops_when_several_blobs_in_a_row_fail()
    {
        await FallBackAsync([.. Enumerable.Range(0, 100).Select(number => Event($"e{number}", number))]);

        var result = await RunAsync(new FailingStore(_blobs, _ => true));

        Assert.Equal((0, 100), (result.Moved, result.Left));
        Assert.Equal(5, _broker.Attempts);
        Assert.Single(_log.Lines, line => line.StartsWith("Warning: Moving the fallback store's messages stopped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"messageId":"m","body":"AA==","properties":null}""")]
    [InlineData("""{"messageId":"m","body":"not base 64","properties":{}}""")]
    public async Task RunAsync_takes_no_half_message_for_one(string content)
    {
        await _blobs.WriteAsync("fallback/0000000000000000001-00", Encoding.UTF8.GetBytes(content), CancellationToken.None);

        Assert.Equal((0, 1), ((await RunAsync()).Moved, _blobs.Names.Count));
        Assert.Empty(_broker.Waiting);
    }

    [Fact]
    public async Task RunAsync_that_crashes_between_sending_and_deleting_sends_again_which_is_harmless()
    {
        await FallBackAsync(Event("e1", 1));
        Assert.Equal((0, 1), ((await RunAsync(new FailingStore(_blobs, _ => true))).Moved, _blobs.Names.Count));

        var result = await RunAsync();

        Assert.Equal((1, 0), (result.Moved, result.Left));
        Assert.Single(_broker.Waiting);
    }

    [Fact]
    public async Task RunAsync_starts_nothing_after_its_time_is_over()
    {
        await FallBackAsync([.. Enumerable.Range(0, 20).Select(number => Event($"e{number}", number))]);
        var budget = TimeSpan.FromMinutes(1);

        var result = await RunAsync(_blobs, new SenderThatTakes(_broker, _clock, TimeSpan.FromSeconds(10)), new() { DrainBudget = budget });

        Assert.Equal((6, 14), (result.Moved, result.Left));
    }

    private static Delivery Event(string id, int second) =>
        Posted.Event("client.updated", id) with { ReceivedAt = Posted.Arrival.AddSeconds(second) };

    private Task<DrainResult> RunAsync(IBlobStore? blobs = null, IMessageSender? sender = null, DurableQueueOptions? options = null) =>
        new FallbackDrain(sender ?? _broker, blobs ?? _blobs, options ?? new(), _clock, _log.CreateLogger<FallbackDrain>()).RunAsync(CancellationToken.None);

    /// <summary>Has a queue write them while its broker is down.</summary>
    private async Task FallBackAsync(params Delivery[] deliveries)
    {
        using var metrics = new PipelineMetrics();
        var queue = new DurableQueue(
            _messages, new InMemoryBroker(_clock) { IsDown = true }, _blobs, new(), metrics, _clock, NullLogger<DurableQueue>.Instance);
        foreach (var delivery in deliveries)
        {
            await queue.EnqueueAsync(delivery, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<string>> EventIdsAsync()
    {
        var ids = new List<string>();
        foreach (var waiting in _broker.Waiting)
        {
            var content = await _messages.ReadAsync(waiting.Message, CancellationToken.None);
            Assert.True(Pipeline.Provider.TryReadEnvelope(content.Delivery!, out var envelope, out _));
            ids.Add(envelope.EventId);
        }

        return ids;
    }

    /// <summary>A store that does not delete some blobs.</summary>
    private sealed class FailingStore(IBlobStore inner, Func<string, bool> fails) : IBlobStore
    {
        public Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken) => inner.ReadAsync(reference, cancellationToken);

        public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            inner.WriteAsync(name, content, cancellationToken);

        public Task<IReadOnlyList<string>> ListAsync(string prefix, int most, CancellationToken cancellationToken) =>
            inner.ListAsync(prefix, most, cancellationToken);

        public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
            fails(name) ? throw new InvalidOperationException("Crash.") : inner.DeleteAsync(name, cancellationToken);

        public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
    }

    /// <summary>A broker for which each message takes its time.</summary>
    private sealed class SenderThatTakes(IMessageSender inner, ManualTimeProvider clock, TimeSpan time) : IMessageSender
    {
        public Task SendAsync(QueueMessage message, CancellationToken cancellationToken)
        {
            clock.Advance(time);
            return inner.SendAsync(message, cancellationToken);
        }

        public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

        public Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken) => inner.OldestAsync(cancellationToken);
    }
}
