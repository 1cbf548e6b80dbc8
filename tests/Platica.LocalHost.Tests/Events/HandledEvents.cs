using System.Collections.Concurrent;
using System.Threading.Channels;
using Platica.Webhooks.Events;

namespace Platica.LocalHost.Tests.Events;

/// <summary>The ids of the events that a handler got, in their order.</summary>
internal sealed class HandledEvents
{
    private readonly ConcurrentQueue<string> _ids = new();
    private readonly Channel<string> _handled = Channel.CreateUnbounded<string>();

    /// <summary>All so far.</summary>
    public IReadOnlyCollection<string> Ids => _ids;

    /// <summary>The handler.</summary>
    public void Add(WebhookEvent happened)
    {
        _ids.Enqueue(happened.EventId);
        _handled.Writer.TryWrite(happened.EventId);
    }

    /// <summary>Waits for so many more.</summary>
    public async Task WaitAsync(int count = 1)
    {
        using var timeout = new CancellationTokenSource(HandlerHost.SafetyTimeout);
        for (var i = 0; i < count; i++)
        {
            await _handled.Reader.ReadAsync(timeout.Token);
        }
    }
}
