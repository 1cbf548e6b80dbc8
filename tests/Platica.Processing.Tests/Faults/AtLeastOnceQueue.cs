using Platica.Webhooks;

namespace Platica.Processing.Tests.Faults;

/// <summary>A queue in memory that promises as much as Service Bus does: every delivery comes until it is settled under a lock that still holds.</summary>
internal sealed class AtLeastOnceQueue(IEnumerable<Delivery> deliveries)
{
    private readonly List<Message> _waiting = [.. deliveries.Select(delivery => new Message(delivery))];
    private int _locked;

    /// <summary>How many wait for a consumer.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether all are settled.</summary>
    public bool IsEmpty => _waiting.Count + _locked == 0;

    /// <summary>Locks one of those that wait.</summary>
    public Lease Take(int index)
    {
        var message = _waiting[index];
        _waiting.RemoveAt(index);
        _locked++;
        return new(message, ++message.Lock);
    }

    /// <summary>Takes a delivery off the queue; false when the lock is lost, and the delivery came again or will.</summary>
    public bool Settle(Lease lease)
    {
        if (!Unlock(lease))
        {
            return false;
        }

        lease.Message.Lock++;
        return true;
    }

    /// <summary>Lets a delivery come again, if the lock still holds: it was abandoned, its consumer is gone, or the lock ran out.</summary>
    public void Release(Lease lease)
    {
        if (Unlock(lease))
        {
            lease.Message.Lock++;
            _waiting.Add(lease.Message);
        }
    }

    private bool Unlock(Lease lease)
    {
        var holds = lease.Message.Lock == lease.Number;
        _locked -= holds ? 1 : 0;
        return holds;
    }

    /// <summary>A delivery locked for one consumer.</summary>
    internal sealed record Lease(Message Message, int Number)
    {
        /// <summary>The delivery.</summary>
        public Delivery Delivery => Message.Delivery;
    }

    /// <summary>A delivery and the number of its latest lock.</summary>
    internal sealed class Message(Delivery delivery)
    {
        public Delivery Delivery { get; } = delivery;

        public int Lock { get; set; }
    }
}
