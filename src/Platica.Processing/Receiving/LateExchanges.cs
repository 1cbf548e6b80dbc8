using System.Collections.Concurrent;

namespace Platica.Processing.Receiving;

/// <summary>Flow exchanges that were answered and are still on their way to the queue: whoever stops the process has to wait for them.</summary>
internal sealed class LateExchanges(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Task, bool> _pending = new();

    /// <summary>Remembers one until it ends.</summary>
    public void Add(Task exchange)
    {
        _pending[exchange] = true;
        _ = exchange.ContinueWith(
            ended => _pending.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits for those there are; how many have not ended when the time is over or the call is cancelled.</summary>
    public async Task<int> DrainAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Task[] pending = [.. _pending.Keys];
        try
        {
            await Task.WhenAll(pending).WaitAsync(limit, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is TimeoutException or OperationCanceledException)
        {
            // Counted below.
        }

        return pending.Count(exchange => !exchange.IsCompleted);
    }
}
