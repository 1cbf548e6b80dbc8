using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Platica.Functions.ServiceBus;
using Platica.Processing.DeadLetters;
using Platica.Processing.Deliveries;

namespace Platica.Functions.Triggers;

/// <summary>Takes dead letters from the queue, which keeps them for ever and unseen, to the table where they can be read and replayed.</summary>
public sealed class RecordDeadLettersFunction(DeadLetterProcessor processor, MessageSettler settler)
{
    private static readonly Settlement NotRecorded = Settlement.Abandon("The store was unavailable.");

    /// <summary>Records one dead letter.</summary>
    [Function("record-dead-letters")]
    public async Task RunAsync(
        [ServiceBusTrigger(DeliveryQueue.DeadLetters, Connection = DeliveryQueue.Connection, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
    {
        var isRecorded = await processor.RecordAsync(
            ServiceBusMessages.Read(message), message.DeadLetterReason, message.DeadLetterErrorDescription, cancellationToken);
        await settler.SettleAsync(actions, message, isRecorded ? Settlement.Complete : NotRecorded);
    }
}
