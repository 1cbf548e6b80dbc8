using Azure.Messaging.ServiceBus;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;

namespace Platica.Functions.ServiceBus;

/// <summary>
/// Tells the broker what to do with messages. A settlement that fails, mostly because the lock was lost, is logged and nothing else: the
/// broker delivers that message again, and processing it again changes nothing.
/// </summary>
public sealed partial class MessageSettler(ILogger<MessageSettler> logger)
{
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
            Log.NotSettled(logger, MessageIds.ForLog(message.MessageId), message.DeliveryCount, settlement.Kind, ReasonOf(problem));
        }
    }

    private static Task TellAsync(
        ServiceBusMessageActions actions, ServiceBusReceivedMessage message, Settlement settlement, CancellationToken cancellationToken) => settlement.Kind switch
        {
            SettlementKind.Complete => actions.CompleteMessageAsync(message, cancellationToken),
            SettlementKind.DeadLetter => actions.DeadLetterMessageAsync(message, null, settlement.Reason, settlement.Description, cancellationToken),
            _ => actions.AbandonMessageAsync(message, null, cancellationToken),
        };

    /// <summary>By its kind only: the host's text tells of the namespace, and may of the message.</summary>
    private static string ReasonOf(Exception problem) => problem is RpcException failure
        ? $"{nameof(RpcException)} {failure.StatusCode}"
        : problem.GetType().Name;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} (delivery {DeliveryCount}) could not be settled as {Settlement} and will come again: {Problem}")]
        public static partial void NotSettled(ILogger logger, string messageId, int deliveryCount, SettlementKind settlement, string problem);
    }
}
