using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Running;

/// <summary>
/// Knows an exchange again that comes twice: under the same event id, or with the same content in the same session within a short time, as
/// it does when two webhooks are subscribed to one Flow. It is for one instance; on several a handler may run twice.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="window">How long content counts as the same; zero to remember nothing that is answered.</param>
/// <param name="maxExchanges">How many exchanges are remembered.</param>
/// <param name="maxBytes">How many bytes of answers are remembered.</param>
internal sealed class ExchangeRepeats(TimeProvider time, TimeSpan window, int maxExchanges = 10_000, long maxBytes = 16 * 1024 * 1024)
{
    private static readonly TimeSpan EventMemory = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string? Workspace, string EventId), Seen> _byEvent = [];
    private readonly Dictionary<ExchangeContent, Seen> _byContent = [];
    private readonly Queue<Seen> _order = [];
    private long _bytes;

    /// <summary>
    /// The reply that the same exchange gets or got; null when there was none, or it was the fallback, which nobody wants to see again. Then
    /// <paramref name="reply"/> is remembered for those that follow.
    /// </summary>
    public Task<FlowReply>? Join(FlowExchange exchange, Task<FlowReply> reply)
    {
        var seen = new Seen((exchange.Workspace, exchange.EventId), ExchangeContent.Of(exchange), reply, time.GetTimestamp());
        lock (_lock)
        {
            ForgetOld();
            if (Find(seen) is { } first)
            {
                return first.Reply;
            }

            Remember(seen);
        }

        reply.ContinueWith(
            (answered, _) => Count(seen, answered.Result.Answer.Length),
            null,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return null;
    }

    private Seen? Find(Seen asked)
    {
        if (_byEvent.TryGetValue(asked.Event, out var same) && IsUsable(same, EventMemory))
        {
            return same;
        }

        return asked.Content is { } content && _byContent.TryGetValue(content, out same) && IsUsable(same, window) ? same : null;
    }

    private bool IsUsable(Seen seen, TimeSpan memory) =>
        !seen.Reply.IsCompleted
        || (window > TimeSpan.Zero && time.GetElapsedTime(seen.At) <= memory && !FlowOutcome.IsFallback(seen.Reply.Result.Outcome));

    private void Remember(Seen seen)
    {
        _byEvent[seen.Event] = seen;
        if (seen.Content is { } content)
        {
            _byContent[content] = seen;
        }

        _order.Enqueue(seen);
        if (_order.Count > maxExchanges)
        {
            ForgetOldest();
        }
    }

    private void Count(Seen seen, int bytes)
    {
        lock (_lock)
        {
            if (seen.IsForgotten)
            {
                return;
            }

            seen.Bytes = bytes;
            _bytes += bytes;
            while (_bytes > maxBytes)
            {
                ForgetOldest();
            }
        }
    }

    private void ForgetOld()
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > EventMemory)
        {
            ForgetOldest();
        }
    }

    // Another exchange may have taken its place since.
    private void ForgetOldest()
    {
        var oldest = _order.Dequeue();
        oldest.IsForgotten = true;
        _bytes -= oldest.Bytes;
        if (_byEvent.GetValueOrDefault(oldest.Event) == oldest)
        {
            _byEvent.Remove(oldest.Event);
        }

        if (oldest.Content is { } content && _byContent.GetValueOrDefault(content) == oldest)
        {
            _byContent.Remove(content);
        }
    }

    private sealed class Seen((string? Workspace, string EventId) happened, ExchangeContent? content, Task<FlowReply> reply, long at)
    {
        public (string? Workspace, string EventId) Event => happened;

        public ExchangeContent? Content => content;

        public Task<FlowReply> Reply => reply;

        public long At => at;

        public int Bytes { get; set; }

        public bool IsForgotten { get; set; }
    }
}
