using Platica.Processing.Queue;

namespace Platica.Processing.Tests.Cloud;

/// <summary>The broker as one process sees it: every call waits until it is let through.</summary>
internal sealed class RemoteBroker(IMessageSender broker, CloudInstance caller) : IMessageSender
{
    public Task SendAsync(QueueMessage message, CancellationToken cancellationToken) => Call(
        $"send {message.MessageId}",
        () => SendAsync(message),

        // Under an id of its own, as if it did not tell repetitions: nothing rests on that it does.
        again: () => _ = SendAsync(message with { MessageId = $"{message.MessageId}~" }));

    public Task CheckAsync(CancellationToken cancellationToken) => broker.CheckAsync(cancellationToken);

    public Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken) =>
        Call("peek", () => broker.OldestAsync(CancellationToken.None));

    private async Task<bool> SendAsync(QueueMessage message)
    {
        await broker.SendAsync(message, CancellationToken.None);
        return true;
    }

    private Task<T> Call<T>(string what, Func<Task<T>> perform, Action? again = null) => caller.CallAsync(
        new ServiceCall<T>(caller, CloudService.Broker, what, perform, new QueueUnavailableException("The broker does not answer."))
        {
            Again = again,
        });
}
