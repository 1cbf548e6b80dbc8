using System.Net.Sockets;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Platica.Processing.Queue;

namespace Platica.Functions.ServiceBus;

/// <summary>The way to a Service Bus queue. It owns the client and keeps one link, which stays open.</summary>
internal sealed class ServiceBusMessageSender(ServiceBusClient client, string queue) : IMessageSender, IAsyncDisposable
{
    private readonly ServiceBusSender _sender = client.CreateSender(queue);
    private readonly ServiceBusReceiver _receiver = client.CreateReceiver(queue);

    /// <inheritdoc/>
    public Task SendAsync(QueueMessage message, CancellationToken cancellationToken) =>
        CallAsync(() => _sender.SendMessageAsync(ServiceBusMessages.Write(message), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => CallAsync(
        async () =>
        {
            // Opens the sending link, where it is not open yet; only the peek asks the broker every time.
            using var batch = await _sender.CreateMessageBatchAsync(cancellationToken);
            await PeekAsync(cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken)
    {
        ServiceBusReceivedMessage? oldest = null;
        await CallAsync(async () => oldest = await PeekAsync(cancellationToken), cancellationToken);
        return oldest?.EnqueuedTime;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => client.DisposeAsync();

    /// <summary>From the start of the queue: without a number, a receiver goes on where it peeked last.</summary>
    private async Task<ServiceBusReceivedMessage?> PeekAsync(CancellationToken cancellationToken) =>
        await _receiver.PeekMessageAsync(fromSequenceNumber: 0, cancellationToken);

    private static async Task CallAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await call();
        }
        catch (Exception problem) when (IsUnavailable(problem, cancellationToken))
        {
            throw new QueueUnavailableException($"Service Bus did not take it: {ReasonOf(problem)}.", problem);
        }
    }

    /// <summary>Whatever the client throws means that the broker takes nothing now, but for a message too large, and a caller who gave up.</summary>
    private static bool IsUnavailable(Exception problem, CancellationToken cancellationToken) => problem switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        ServiceBusException failure => failure.Reason != ServiceBusFailureReason.MessageSizeExceeded,
        TimeoutException or SocketException or IOException => true,
        AuthenticationFailedException or UnauthorizedAccessException => true,
        _ => false,
    };

    private static string ReasonOf(Exception problem) => problem switch
    {
        ServiceBusException failure => failure.Reason.ToString(),
        AuthenticationFailedException or UnauthorizedAccessException => "the identity was refused",
        OperationCanceledException or TimeoutException => "it timed out",
        _ => problem.GetType().Name,
    };
}
