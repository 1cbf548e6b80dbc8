using System.Runtime.InteropServices;
using System.Text;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;

namespace Platica.Testing.Queue;

/// <summary>
/// A broker in memory that promises as much as Service Bus does, and no more: its limits of size, duplicates told by message id within ten
/// minutes, a given-back message comes again at once, and one that came too often is put aside.
/// </summary>
public sealed class InMemoryBroker(TimeProvider clock, int maxDeliveryCount = 300) : IMessageSender
{
    private const int MostMessageBytes = 256 * 1024;
    private const int MostHeaderBytes = 64 * 1024;
    private const int MostIdCharacters = 128;
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly List<ReceivedMessage> _waiting = [];
    private readonly Dictionary<string, DateTimeOffset> _taken = [];
    private readonly List<DeadLetter> _deadLetters = [];
    private int _attempts;

    /// <summary>While true, it takes nothing and does not answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>What a send and a check wait for; for a broker that is slow.</summary>
    public Task Slow { get; set; } = Task.CompletedTask;

    /// <summary>How often sending was tried.</summary>
    public int Attempts => _attempts;

    /// <summary>What waits for a consumer, in the order of its arrival.</summary>
    public IReadOnlyList<ReceivedMessage> Waiting
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting];
            }
        }
    }

    /// <summary>What was put aside.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => _deadLetters;

    /// <inheritdoc/>
    public async Task SendAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        await Slow.WaitAsync(cancellationToken);
        ThrowIfDown();
        var headerBytes = message.MessageId.Length
            + message.Properties.Sum(property => Encoding.UTF8.GetByteCount(property.Key) + Encoding.UTF8.GetByteCount(property.Value));
        if (headerBytes > MostHeaderBytes || headerBytes + message.Body.Length > MostMessageBytes || message.MessageId.Length is 0 or > MostIdCharacters)
        {
            throw new InvalidOperationException("The broker will never take this message.");
        }

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (!_taken.TryGetValue(message.MessageId, out var takenAt) || now - takenAt > DuplicateWindow)
            {
                _taken[message.MessageId] = now;
                _waiting.Add(new(Copy(message), now, 0));
            }
        }
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await Slow.WaitAsync(cancellationToken);
        ThrowIfDown();
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken)
    {
        ThrowIfDown();
        lock (_lock)
        {
            return Task.FromResult(_waiting.Count == 0 ? null : (DateTimeOffset?)_waiting.Min(waiting => waiting.EnqueuedAt));
        }
    }

    /// <summary>
    /// Hands out the next messages, at most <paramref name="most"/>, or any others when there is an <paramref name="order"/>; each is to be
    /// settled, or its lock lost.
    /// </summary>
    public IReadOnlyList<ReceivedMessage> Receive(int most = 100, Random? order = null)
    {
        lock (_lock)
        {
            order?.Shuffle(CollectionsMarshal.AsSpan(_waiting));
            ReceivedMessage[] batch = [.. _waiting.Take(most).Select(waiting => waiting with { DeliveryCount = waiting.DeliveryCount + 1 })];
            _waiting.RemoveRange(0, batch.Length);
            return batch;
        }
    }

    /// <summary>Settles a message.</summary>
    public void Settle(ReceivedMessage message, Settlement settlement)
    {
        switch (settlement.Kind)
        {
            case SettlementKind.Abandon:
                LoseLock(message);
                break;
            case SettlementKind.DeadLetter:
                _deadLetters.Add(new(message, settlement.Reason, settlement.Description));
                break;
            default:
                break;
        }
    }

    /// <summary>Lets a message come again: its consumer gave it back, or crashed and the lock ran out.</summary>
    public void LoseLock(ReceivedMessage message)
    {
        lock (_lock)
        {
            if (message.DeliveryCount < maxDeliveryCount)
            {
                _waiting.Add(message);
            }
            else
            {
                _deadLetters.Add(new(
                    message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {maxDeliveryCount} delivery attempts."));
            }
        }
    }

    /// <summary>What the wire carries is no part of the sender's memory.</summary>
    private static QueueMessage Copy(QueueMessage message) =>
        message with { Body = message.Body.ToArray(), Properties = message.Properties.ToDictionary() };

    private void ThrowIfDown()
    {
        if (IsDown)
        {
            throw new QueueUnavailableException("The broker is down.");
        }
    }

    /// <summary>A message that was put aside.</summary>
    /// <param name="Message">The message.</param>
    /// <param name="Reason">The reason, ours or the broker's.</param>
    /// <param name="Description">The same in words.</param>
    public sealed record DeadLetter(ReceivedMessage Message, string? Reason, string? Description);
}
