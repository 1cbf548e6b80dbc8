using System.Text;
using Azure.Messaging.ServiceBus;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;
using Platica.Processing.Deliveries;
using Platica.Processing.Queue;
using Platica.Processing.Reading;

namespace Platica.Functions.Tests.Triggers;

public sealed class RecordDeadLettersTests : IDisposable
{
    private readonly Home _home = new();
    private readonly Settlements _settlements = new();

    [Fact]
    public async Task A_dead_letter_is_recorded_with_the_reason_and_completed()
    {
        await RecordAsync(await DeadLetterAsync());

        Assert.Equal(["1 complete"], _settlements.Told);
        var recorded = await _home.Get<ReadApi>().GetAsync("/api/dead-letters", string.Empty, CancellationToken.None);
        Assert.Contains($"\"{DeadLetterReasons.MaxDelivery}\"", Encoding.UTF8.GetString(recorded.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_is_down_it_is_given_back()
    {
        _home.Tables.IsDown = true;

        await RecordAsync(await DeadLetterAsync());

        Assert.Equal(["1 abandon"], _settlements.Told);
    }

    [Fact]
    public async Task A_message_of_somebody_else_is_recorded_too()
    {
        var foreign = new QueueMessage { MessageId = "1", Body = "hello"u8.ToArray(), Properties = new Dictionary<string, string>() };

        await RecordAsync(Received.Message(foreign, _home.Clock.GetUtcNow()));

        Assert.Equal(["1 complete"], _settlements.Told);
    }

    public void Dispose() => _home.Dispose();

    /// <summary>As the broker puts a message aside: reason and description are properties of it.</summary>
    private async Task<ServiceBusReceivedMessage> DeadLetterAsync()
    {
        var message = await Received.DeliveryAsync(_home, "1", Received.Event("1"));
        var properties = message.ApplicationProperties.ToDictionary();
        properties["DeadLetterReason"] = "MaxDeliveryCountExceeded";
        properties["DeadLetterErrorDescription"] = "Message could not be consumed after 300 delivery attempts.";
        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: message.Body, messageId: message.MessageId, properties: properties, deliveryCount: 300, enqueuedTime: message.EnqueuedTime);
    }

    private Task RecordAsync(ServiceBusReceivedMessage message) =>
        _home.Get<RecordDeadLettersFunction>().RunAsync(message, _settlements.Actions, CancellationToken.None);
}
