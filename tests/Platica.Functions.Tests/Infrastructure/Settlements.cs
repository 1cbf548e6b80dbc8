using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Moq;

namespace Platica.Functions.Tests.Infrastructure;

/// <summary>What a function told the broker to do, message by message.</summary>
internal sealed class Settlements
{
    private readonly Mock<ServiceBusMessageActions> _actions = new(MockBehavior.Strict);
    private readonly List<string> _told = [];

    public Settlements()
    {
        _actions.Setup(actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Returns((ServiceBusReceivedMessage message, CancellationToken _) => TellAsync(message, "complete"));
        _actions.Setup(actions => actions.AbandonMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), null, It.IsAny<CancellationToken>()))
            .Returns((ServiceBusReceivedMessage message, IDictionary<string, object>? _, CancellationToken _) => TellAsync(message, "abandon"));
        _actions.Setup(actions => actions.DeadLetterMessageAsync(
                It.IsAny<ServiceBusReceivedMessage>(), null, It.IsAny<string?>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns((ServiceBusReceivedMessage message, Dictionary<string, object>? _, string? reason, string? description, CancellationToken _) =>
            {
                (Reason, Description) = (reason, description);
                return TellAsync(message, "dead-letter");
            });
    }

    /// <summary>What the worker would hand to the function.</summary>
    public ServiceBusMessageActions Actions => _actions.Object;

    /// <summary>Message ids with what was told, in order.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>The reason of the last dead letter.</summary>
    public string? Reason { get; private set; }

    /// <summary>The description of the last dead letter.</summary>
    public string? Description { get; private set; }

    /// <summary>What every settlement waits for before the broker has it.</summary>
    public Func<ServiceBusReceivedMessage, Task> Broker { get; set; } = _ => Task.CompletedTask;

    private async Task TellAsync(ServiceBusReceivedMessage message, string settlement)
    {
        await Broker(message);
        lock (_told)
        {
            _told.Add($"{message.MessageId} {settlement}");
        }
    }
}
