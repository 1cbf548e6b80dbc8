using Platica.Webhooks.Events;

namespace Platica.Processing.Events;

/// <summary>Runs the business's event handlers.</summary>
public interface IEventDispatcher
{
    /// <summary>
    /// Hands each event to the handlers registered for it: events at the same time, the handlers of one event one after the other, in the
    /// order of their registration. A handler that fails is tried again, and does not keep the event's other handlers from running.
    /// </summary>
    /// <returns>For each event, in the same order, null when all its handlers ran to their end, else which failed and how.</returns>
    /// <exception cref="OperationCanceledException">The call was cancelled: for some events handlers did not run.</exception>
    Task<IReadOnlyList<string?>> DispatchAsync(IReadOnlyList<WebhookEvent> events, CancellationToken cancellationToken);

    /// <summary>Does the same, and tells of each event as soon as it is done with it.</summary>
    /// <param name="events">The events.</param>
    /// <param name="handled">Gets the event's place in the list and what failed, null when nothing did; from several threads at once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled: for what was not told of, handlers did not run to their end.</exception>
    Task DispatchAsync(IReadOnlyList<WebhookEvent> events, Action<int, string?> handled, CancellationToken cancellationToken);
}
