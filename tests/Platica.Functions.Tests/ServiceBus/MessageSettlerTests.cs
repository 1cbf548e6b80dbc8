using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.Functions.ServiceBus;
using Platica.Functions.Tests.Infrastructure;
using Platica.Processing.Deliveries;

namespace Platica.Functions.Tests.ServiceBus;

public sealed class MessageSettlerTests
{
    private readonly Settlements _settlements = new();
    private readonly MessageSettler _settler = new(NullLogger<MessageSettler>.Instance);

    [Fact]
    public async Task Each_settlement_is_told_to_the_broker()
    {
        await SettleAsync(Settlement.Complete);
        await SettleAsync(Settlement.Abandon("later"));
        await SettleAsync(Settlement.DeadLetter("reason", "description"));

        Assert.Equal(["1 complete", "1 abandon", "1 dead-letter"], _settlements.Told);
        Assert.Equal(("reason", "description"), (_settlements.Reason, _settlements.Description));
    }

    [Fact]
    public async Task A_description_is_no_longer_than_service_bus_takes()
    {
        await SettleAsync(Settlement.DeadLetter("reason", new string('d', 5000)));

        Assert.InRange(_settlements.Description!.Length, 4000, 4096);
    }

    [Fact]
    public async Task A_settlement_that_fails_is_not_thrown()
    {
        _settlements.Broker = _ => throw new InvalidOperationException("The lock was lost.");

        await SettleAsync(Settlement.Complete);

        Assert.Empty(_settlements.Told);
    }

    private Task SettleAsync(Settlement settlement) =>
        _settler.SettleAsync(_settlements.Actions, ServiceBusModelFactory.ServiceBusReceivedMessage(messageId: "1"), settlement);
}
