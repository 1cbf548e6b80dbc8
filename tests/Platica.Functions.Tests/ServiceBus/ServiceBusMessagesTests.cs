using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Platica.Functions.ServiceBus;
using Platica.Functions.Tests.Infrastructure;
using Platica.Processing.Queue;
using Platica.Webhooks;

namespace Platica.Functions.Tests.ServiceBus;

public sealed class ServiceBusMessagesTests
{
    private static readonly DateTimeOffset EnqueuedAt = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private static readonly QueueMessage Message = new()
    {
        MessageId = "platica.ws_1.evt_1",
        Body = new byte[] { 0, 1, 0xEF, 0xBB, 0xBF, 255 },
        Properties = new Dictionary<string, string> { ["provider"] = "platica", ["attribute.ñ"] = "¿qué? 👍", ["empty"] = string.Empty },
    };

    [Fact]
    public void A_message_goes_out_with_id_body_and_properties()
    {
        var outgoing = ServiceBusMessages.Write(Message);

        Assert.Equal(Message.MessageId, outgoing.MessageId);
        Assert.Equal(Message.Body.ToArray(), outgoing.Body.ToArray());
        Assert.Equal(Message.Properties, outgoing.ApplicationProperties.ToDictionary(property => property.Key, property => Assert.IsType<string>(property.Value)));
    }

    [Fact]
    public void A_message_comes_back_as_it_went_out()
    {
        var outgoing = ServiceBusMessages.Write(Message);

        var received = ServiceBusMessages.Read(Deliver(outgoing));

        Assert.Equal(Message.MessageId, received.Message.MessageId);
        Assert.Equal(Message.Body.ToArray(), received.Message.Body.ToArray());
        Assert.Equal(Message.Properties, received.Message.Properties);
        Assert.Equal((EnqueuedAt, 3), (received.EnqueuedAt, received.DeliveryCount));
    }

    [Fact]
    public void What_others_added_and_is_no_text_is_left_out()
    {
        var outgoing = ServiceBusMessages.Write(Message);
        outgoing.ApplicationProperties.Add("x-opt-number", 7);

        Assert.Equal(Message.Properties, ServiceBusMessages.Read(Deliver(outgoing)).Message.Properties);
    }

    [Fact]
    public void A_message_without_id_body_and_properties_is_read()
    {
        var received = ServiceBusMessages.Read(ServiceBusModelFactory.ServiceBusReceivedMessage(body: new BinaryData([])));

        Assert.Equal(string.Empty, received.Message.MessageId);
        Assert.True(received.Message.Body.IsEmpty);
        Assert.Empty(received.Message.Properties);
    }

    [Fact]
    public void A_foreign_message_whose_body_is_a_value_is_read()
    {
        var received = ServiceBusMessages.Read(Received.Foreign("foreign"));

        Assert.Equal("foreign", received.Message.MessageId);
        Assert.True(received.Message.Body.IsEmpty);
    }

    [Fact]
    public void A_foreign_message_whose_body_is_a_sequence_is_read()
    {
        var foreign = ServiceBusReceivedMessage.FromAmqpMessage(
            new AmqpAnnotatedMessage(AmqpMessageBody.FromSequence([[1, 2]])), new BinaryData(Guid.NewGuid().ToByteArray()));

        Assert.True(ServiceBusMessages.Read(foreign).Message.Body.IsEmpty);
    }

    [Fact]
    public async Task A_delivery_survives_the_way_over_service_bus()
    {
        using var home = new Home();
        var messages = home.Get<DeliveryMessages>();
        var delivery = new Delivery
        {
            Provider = "platica",
            ReceivedAt = home.Clock.GetUtcNow(),
            Body = new byte[] { 1, 2, 3 },
            Attributes = new Dictionary<string, string> { ["x-webhook-id"] = "wh_1" },
            Reply = new FlowReply("{}"u8.ToArray(), "answered", 12.5),
        };

        var received = ServiceBusMessages.Read(Deliver(ServiceBusMessages.Write(await messages.WriteAsync(delivery, CancellationToken.None))));
        var read = (await messages.ReadAsync(received.Message, CancellationToken.None)).Delivery!;

        Assert.Equal((delivery.Provider, delivery.ReceivedAt), (read.Provider, read.ReceivedAt));
        Assert.Equal(delivery.Body.ToArray(), read.Body.ToArray());
        Assert.Equal(delivery.Attributes, read.Attributes);
        Assert.Equal(delivery.Reply.Answer.ToArray(), read.Reply!.Answer.ToArray());
    }

    private static ServiceBusReceivedMessage Deliver(ServiceBusMessage message) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: message.Body,
        messageId: message.MessageId,
        properties: message.ApplicationProperties,
        deliveryCount: 3,
        enqueuedTime: EnqueuedAt);
}
