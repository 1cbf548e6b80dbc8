using System.Runtime.InteropServices;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Sessions;

/// <summary>
/// What this instance was asked lately, by session: the store learns of it only when the queue has been worked off. The oldest steps are
/// forgotten first, whosesoever they are.
/// </summary>
/// <param name="time">Tells the time of an exchange that tells none.</param>
/// <param name="maxSteps">How many steps are kept.</param>
/// <param name="maxBytes">How many bytes of payloads are kept.</param>
internal sealed class SessionMemory(TimeProvider time, int maxSteps = 20_000, long maxBytes = 16 * 1024 * 1024)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionKey, Queue<FlowStep>> _sessions = [];
    private readonly Queue<SessionKey> _order = [];
    private long _bytes;

    /// <summary>Keeps an exchange, if it tells its session.</summary>
    public void Add(FlowExchange exchange)
    {
        if (SessionKey.Of(exchange) is not { } session)
        {
            return;
        }

        var step = new FlowStep(exchange.EventId, exchange.Action, exchange.Screen, exchange.Payload, exchange.Timestamp ?? time.GetUtcNow());
        lock (_lock)
        {
            ref var steps = ref CollectionsMarshal.GetValueRefOrAddDefault(_sessions, session, out _);
            steps ??= [];
            steps.Enqueue(step);
            _order.Enqueue(session);
            _bytes += SizeOf(step);
            while (_order.Count > maxSteps || _bytes > maxBytes)
            {
                ForgetOldest();
            }
        }
    }

    /// <summary>What is remembered of a session, in the order in which it came.</summary>
    public IReadOnlyList<FlowStep> StepsOf(SessionKey session)
    {
        lock (_lock)
        {
            return _sessions.TryGetValue(session, out var steps) ? [.. steps] : [];
        }
    }

    // The oldest step of all is the oldest of its session.
    private void ForgetOldest()
    {
        var session = _order.Dequeue();
        var steps = _sessions[session];
        _bytes -= SizeOf(steps.Dequeue());
        if (steps.Count == 0)
        {
            _sessions.Remove(session);
        }
    }

    private static int SizeOf(FlowStep step) => JsonMarshal.GetRawUtf8Value(step.Payload).Length;
}
