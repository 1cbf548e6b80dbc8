using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Platica.Functions.ServiceBus;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Telemetry;

namespace Platica.Functions.Triggers;

/// <summary>Brings deliveries from the queue to the tables, a batch at a time, and settles each by itself.</summary>
public sealed class ProcessEventsFunction(MessageProcessor processor, MessageSettler settler, PipelineMetrics metrics)
{
    /// <summary>Processes a batch.</summary>
    [Function("process-events")]
    public async Task RunAsync(
        [ServiceBusTrigger(DeliveryQueue.Name, Connection = DeliveryQueue.Connection, IsBatched = true, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
    {
        ReceivedMessage[] batch = [.. messages.Select(ServiceBusMessages.Read)];
        using var span = PipelineTracing.StartProcessBatch(batch.Select(received => DeliveryMessages.TraceParentOf(received.Message)));
        var settlements = await processor.ProcessAsync(batch, cancellationToken);
        foreach (var (received, settlement) in batch.Zip(settlements))
        {
            metrics.QueueAge(processor.AgeOf(received));
            metrics.Processed(settlement.Kind);
        }

        await Task.WhenAll(messages.Zip(settlements, (message, settlement) => settler.SettleAsync(actions, message, settlement)));
    }
}
