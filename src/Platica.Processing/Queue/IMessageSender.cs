namespace Platica.Processing.Queue;

/// <summary>The way to the broker.</summary>
public interface IMessageSender
{
    /// <summary>Sends; returns once the broker has the message durably. Tries for a few seconds at most.</summary>
    /// <exception cref="QueueUnavailableException">The broker did not take it.</exception>
    Task SendAsync(QueueMessage message, CancellationToken cancellationToken);

    /// <summary>Returns when the broker answers; opens what has to be open before the first message.</summary>
    /// <exception cref="QueueUnavailableException">It does not.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>When the broker took the oldest message that it still holds, in UTC; null when it holds none.</summary>
    /// <exception cref="QueueUnavailableException">The broker does not answer.</exception>
    Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken);
}
