using System.Text;
using System.Text.Json;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.Functions.Tests.Infrastructure;

/// <summary>Messages as Service Bus hands them to a function.</summary>
internal static class Received
{
    /// <summary>A delivery under a message id.</summary>
    public static async Task<ServiceBusReceivedMessage> DeliveryAsync(Home home, string messageId, string body)
    {
        var delivery = new Delivery { Provider = "platica", ReceivedAt = home.Clock.GetUtcNow(), Body = Encoding.UTF8.GetBytes(body) };
        var message = await home.Get<DeliveryMessages>().WriteAsync(delivery, CancellationToken.None);
        return Message(message with { MessageId = messageId }, home.Clock.GetUtcNow());
    }

    /// <summary>A message as it comes out of the queue.</summary>
    public static ServiceBusReceivedMessage Message(QueueMessage message, DateTimeOffset enqueuedAt, int deliveryCount = 1) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: new BinaryData(message.Body),
            messageId: message.MessageId,
            properties: message.Properties.ToDictionary(property => property.Key, object (property) => property.Value),
            deliveryCount: deliveryCount,
            enqueuedTime: enqueuedAt,
            lockTokenGuid: Guid.NewGuid());

    /// <summary>A message of another sender, whose body is an AMQP value and no bytes.</summary>
    public static ServiceBusReceivedMessage Foreign(string messageId)
    {
        var message = new AmqpAnnotatedMessage(AmqpMessageBody.FromValue("a text"));
        message.Properties.MessageId = new AmqpMessageId(messageId);
        return ServiceBusReceivedMessage.FromAmqpMessage(message, new BinaryData(Guid.NewGuid().ToByteArray()));
    }

    /// <summary>A small event's body.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="client">The id of the client that it tells of; made of the event's when omitted.</param>
    /// <param name="at">When it happened; 2026-11-20 when omitted.</param>
    public static string Event(string id, string? client = null, DateTimeOffset? at = null) => JsonSerializer.Serialize(new
    {
        id,
        @event = "client.created",
        workspaceId = "ws_1",
        timestamp = at ?? new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
        data = new { client = new { id = client ?? $"cli_{id}" } },
    });
}
