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
    public async Task Reason_and_description_are_cut_to_what_service_bus_takes()
    {
        await SettleAsync(Settlement.DeadLetter(new string('r', 5000), new string('d', 4096)));

        Assert.Equal((4096, 4096), (_settlements.Reason!.Length, _settlements.Description!.Length));
    }

    [Fact]
    public async Task A_cut_leaves_no_half_of_a_character()
    {
        await SettleAsync(Settlement.DeadLetter("reason", new string('d', 4095) + "👍"));

        Assert.Equal(new string('d', 4095), _settlements.Description);
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
