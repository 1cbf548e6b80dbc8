using Platica.Webhooks;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// What a replay learns of how deliveries were settled. It holds no delivery longer than until a checkpoint covers it, so that a long journal
/// takes no memory.
/// </summary>
internal sealed class SettlementHistory
{
    private readonly Queue<(long Offset, Delivery Delivery)> _open = new();
    private readonly HashSet<long> _deadLetters = [];

    /// <summary>A delivery that is not known to be settled.</summary>
    public void Add(long offset, Delivery delivery) => _open.Enqueue((offset, delivery));

    /// <summary>All deliveries before it are settled.</summary>
    public void Add(Checkpoint checkpoint)
    {
        while (_open.TryPeek(out var first) && first.Offset < checkpoint.Position)
        {
            _open.Dequeue();
        }
    }

    /// <summary>A delivery is settled, as a dead letter.</summary>
    public void Add(DeadLetterRecord deadLetter) => _deadLetters.Add(deadLetter.Offset);

    /// <summary>The deliveries that nothing says are settled, in the order they were accepted.</summary>
    public IReadOnlyList<Delivery> Unsettled() =>
        [.. _open.Where(item => !_deadLetters.Contains(item.Offset)).Select(item => item.Delivery)];
}
