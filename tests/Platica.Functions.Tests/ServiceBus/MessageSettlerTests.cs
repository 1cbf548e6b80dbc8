using Azure.Messaging.ServiceBus;
using Grpc.Core;
using Platica.Functions.ServiceBus;
using Platica.Functions.Tests.Infrastructure;
using Platica.Processing.Deliveries;

namespace Platica.Functions.Tests.ServiceBus;

public sealed class MessageSettlerTests
{
    private readonly Settlements _settlements = new();
    private readonly RecordedLog<MessageSettler> _log = new();
    private readonly MessageSettler _settler;

    public MessageSettlerTests() => _settler = new(_log);

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

    [Fact]
    public async Task A_settlement_that_fails_is_logged_by_its_kind_and_not_by_what_the_host_wrote()
    {
        _settlements.Broker = _ => throw new RpcException(new Status(StatusCode.FailedPrecondition, "hunter2"));
        await SettleAsync(Settlement.Complete);
        _settlements.Broker = _ => throw new InvalidOperationException("hunter2");
        await SettleAsync(Settlement.Complete);

        Assert.Collection(
            _log.Texts,
            text => Assert.EndsWith("RpcException FailedPrecondition", text, StringComparison.Ordinal),
            text => Assert.EndsWith("InvalidOperationException", text, StringComparison.Ordinal));
    }

    private Task SettleAsync(Settlement settlement) =>
        _settler.SettleAsync(_settlements.Actions, ServiceBusModelFactory.ServiceBusReceivedMessage(messageId: "1"), settlement);
}
