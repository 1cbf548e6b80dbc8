using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Platica.Processing.Deliveries;

namespace Platica.Functions.ServiceBus;

/// <summary>
/// Tells the broker what to do with messages. A settlement that fails, mostly because the lock was lost, is logged and nothing else: the
/// broker delivers that message again, and processing it again changes nothing.
/// </summary>
public sealed partial class MessageSettler(ILogger<MessageSettler> logger)
{
    /// <summary>The limit of Service Bus for the reason and the description of a dead letter, each.</summary>
    private const int DeadLetterCharacters = 4096;

    /// <summary>Settles one message; never throws.</summary>
    public async Task SettleAsync(ServiceBusMessageActions actions, ServiceBusReceivedMessage message, Settlement settlement)
    {
        try
        {
            // Not to be cancelled: the work is done, and what is not settled is done again.
            await TellAsync(actions, message, settlement, CancellationToken.None);
        }
        catch (Exception problem)
        {
            Log.NotSettled(logger, message.MessageId, message.DeliveryCount, settlement.Kind, problem.Message);
        }
    }

    private static Task TellAsync(
        ServiceBusMessageActions actions, ServiceBusReceivedMessage message, Settlement settlement, CancellationToken cancellationToken) => settlement.Kind switch
        {
            SettlementKind.Complete => actions.CompleteMessageAsync(message, cancellationToken),
            SettlementKind.DeadLetter => actions.DeadLetterMessageAsync(message, null, Cut(settlement.Reason), Cut(settlement.Description), cancellationToken),
            _ => actions.AbandonMessageAsync(message, null, cancellationToken),
        };

    private static string? Cut(string? text)
    {
        if (text is not { Length: > DeadLetterCharacters })
        {
            return text;
        }

        // Half of a surrogate pair is no text.
        return text[..(char.IsHighSurrogate(text[DeadLetterCharacters - 1]) ? DeadLetterCharacters - 1 : DeadLetterCharacters)];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} (delivery {DeliveryCount}) could not be settled as {Settlement} and will come again: {Problem}")]
        public static partial void NotSettled(ILogger logger, string messageId, int deliveryCount, SettlementKind settlement, string problem);
    }
}
