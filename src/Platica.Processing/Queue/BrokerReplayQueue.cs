using Platica.Processing.DeadLetters;
using Platica.Webhooks;

namespace Platica.Processing.Queue;

/// <summary>
/// Sends dead letters to the broker again. Its duplicate detection may have the first sending's id still in its memory, so the id gets
/// <c>.r1</c>, <c>.r2</c> … at its end.
/// </summary>
internal sealed class BrokerReplayQueue(DeliveryMessages messages, IMessageSender sender) : IReplayQueue
{
    /// <inheritdoc/>
    public async Task SendAgainAsync(Delivery delivery, int replay, CancellationToken cancellationToken)
    {
        var message = await messages.WriteAsync(delivery, cancellationToken).ConfigureAwait(false);
        await sender.SendAsync(message with { MessageId = MessageIds.OfReplay(message.MessageId, replay) }, cancellationToken).ConfigureAwait(false);
    }
}
