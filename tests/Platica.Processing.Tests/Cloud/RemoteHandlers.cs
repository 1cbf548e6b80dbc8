using Platica.Processing.Events;
using Platica.Webhooks.Events;

namespace Platica.Processing.Tests.Cloud;

/// <summary>The business's handlers: they note which events they got.</summary>
internal sealed class RemoteHandlers(HashSet<string> handed, CloudInstance caller) : IEventDispatcher
{
    public async Task<IReadOnlyList<string?>> DispatchAsync(IReadOnlyList<WebhookEvent> events, CancellationToken cancellationToken)
    {
        await DispatchAsync(events, (_, _) => { }, cancellationToken);
        return new string?[events.Count];
    }

    public async Task DispatchAsync(IReadOnlyList<WebhookEvent> events, Action<int, string?> handled, CancellationToken cancellationToken)
    {
        foreach (var (index, happened) in events.Index())
        {
            handled(index, await TryAsync(happened));
        }
    }

    private async Task<string?> TryAsync(WebhookEvent happened)
    {
        try
        {
            await caller.CallAsync(new ServiceCall<bool>(
                caller,
                CloudService.Handlers,
                $"handle {happened.EventName} {happened.EventId}",
                () => Task.FromResult(handed.Add($"{happened.Workspace} {happened.EventName} {happened.EventId}")),
                new HandlerFailedException()));
            return null;
        }
        catch (HandlerFailedException)
        {
            return "A handler failed.";
        }
    }

    private sealed class HandlerFailedException : Exception;
}
