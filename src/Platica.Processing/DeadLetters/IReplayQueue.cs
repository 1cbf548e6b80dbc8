using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.Processing.DeadLetters;

/// <summary>Where a dead letter waits to be processed once more. Once a call returns, that survives a crash of this process.</summary>
public interface IReplayQueue
{
    /// <summary>Sends a delivery again, as it was: same time of arrival, same event id.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="replay">Which replay of it this is, from 1; what tells repetitions by an id must not take it for one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="QueueUnavailableException">The queue did not take it.</exception>
    Task SendAgainAsync(Delivery delivery, int replay, CancellationToken cancellationToken);
}
