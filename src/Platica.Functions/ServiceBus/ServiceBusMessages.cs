using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Platica.Processing.Queue;

namespace Platica.Functions.ServiceBus;

/// <summary>The pipeline's messages as Service Bus carries them: body and id as they are, properties as application properties.</summary>
internal static class ServiceBusMessages
{
    /// <summary>A message to send.</summary>
    public static ServiceBusMessage Write(QueueMessage message)
    {
        var outgoing = new ServiceBusMessage(message.Body) { MessageId = message.MessageId };
        foreach (var (name, value) in message.Properties)
        {
            outgoing.ApplicationProperties.Add(name, value);
        }

        return outgoing;
    }

    /// <summary>A message that came. Properties that are no texts are not of ours: the broker or a tool added them.</summary>
    public static ReceivedMessage Read(ServiceBusReceivedMessage message)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in message.ApplicationProperties)
        {
            if (value is string text)
            {
                properties.Add(name, text);
            }
        }

        var received = new QueueMessage { MessageId = message.MessageId ?? string.Empty, Body = BodyOf(message), Properties = properties };
        return new(received, message.EnqueuedTime, message.DeliveryCount);
    }

    /// <summary>Empty where the body is no bytes but an AMQP value or sequence: none of ours, and asking for it would throw.</summary>
    private static ReadOnlyMemory<byte> BodyOf(ServiceBusReceivedMessage message) =>
        message.GetRawAmqpMessage().Body.BodyType == AmqpMessageBodyType.Data ? message.Body.ToMemory() : ReadOnlyMemory<byte>.Empty;
}
