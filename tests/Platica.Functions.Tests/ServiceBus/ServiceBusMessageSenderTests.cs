using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Moq;
using Platica.Functions.ServiceBus;
using Platica.Processing.Queue;

namespace Platica.Functions.Tests.ServiceBus;

public sealed class ServiceBusMessageSenderTests : IAsyncDisposable
{
    private static readonly QueueMessage Message = new()
    {
        MessageId = "1",
        Body = "{}"u8.ToArray(),
        Properties = new Dictionary<string, string>(),
    };

    private readonly Mock<ServiceBusClient> _client = new();
    private readonly Mock<ServiceBusSender> _link = new();
    private readonly Mock<ServiceBusReceiver> _receiver = new();
    private readonly ServiceBusMessageSender _sender;

    public ServiceBusMessageSenderTests()
    {
        _client.Setup(client => client.CreateSender("deliveries")).Returns(_link.Object);
        _client.Setup(client => client.CreateReceiver("deliveries")).Returns(_receiver.Object);
        _sender = new(_client.Object, "deliveries");
    }

    public static TheoryData<Exception> Failures =>
    [
        new ServiceBusException("busy", ServiceBusFailureReason.ServiceBusy),
        new ServiceBusException("too long", ServiceBusFailureReason.ServiceTimeout),
        new TimeoutException(),
        new TaskCanceledException(),
        new AuthenticationFailedException("no token"),
        new UnauthorizedAccessException(),
        new IOException(),
        new System.Net.Sockets.SocketException(),
    ];

    [Fact]
    public async Task Send_gives_the_message_to_the_broker()
    {
        await _sender.SendAsync(Message, CancellationToken.None);

        _link.Verify(link => link.SendMessageAsync(It.Is<ServiceBusMessage>(sent => sent.MessageId == "1"), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_keeps_the_broker_from_taking_it_the_queue_is_unavailable(Exception failure)
    {
        _link.Setup(link => link.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>())).ThrowsAsync(failure);

        await Assert.ThrowsAsync<QueueUnavailableException>(() => _sender.SendAsync(Message, CancellationToken.None));
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_that_message_s_fault_and_not_the_queue_s()
    {
        _link.Setup(link => link.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusException("too large", ServiceBusFailureReason.MessageSizeExceeded));

        await Assert.ThrowsAsync<ServiceBusException>(() => _sender.SendAsync(Message, CancellationToken.None));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_no_failure_of_the_broker()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        _link.Setup(link => link.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new OperationCanceledException(caller.Token));

        await Assert.ThrowsAsync<OperationCanceledException>(() => _sender.SendAsync(Message, caller.Token));
    }

    [Fact]
    public async Task Check_opens_the_sending_link_and_asks_the_broker()
    {
        await _sender.CheckAsync(CancellationToken.None);

        _link.Verify(link => link.CreateMessageBatchAsync(It.IsAny<CancellationToken>()), Times.Once);
        _receiver.Verify(receiver => receiver.PeekMessageAsync(0, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Check_fails_while_the_broker_does_not_answer()
    {
        Peeks().ThrowsAsync(new ServiceBusException("gone", ServiceBusFailureReason.ServiceCommunicationProblem));

        var failure = await Assert.ThrowsAsync<QueueUnavailableException>(() => _sender.CheckAsync(CancellationToken.None));

        Assert.Contains("ServiceCommunicationProblem", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oldest_is_when_the_first_message_came()
    {
        var enqueuedAt = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        Peeks().ReturnsAsync(ServiceBusModelFactory.ServiceBusReceivedMessage(enqueuedTime: enqueuedAt));

        Assert.Equal(enqueuedAt, await _sender.OldestAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Oldest_of_an_empty_queue_is_none()
    {
        Peeks().ReturnsAsync((ServiceBusReceivedMessage?)null!);

        Assert.Null(await _sender.OldestAsync(CancellationToken.None));
    }

    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    private Moq.Language.Flow.ISetup<ServiceBusReceiver, Task<ServiceBusReceivedMessage>> Peeks() =>
        _receiver.Setup(receiver => receiver.PeekMessageAsync(It.IsAny<long?>(), It.IsAny<CancellationToken>()));
}
