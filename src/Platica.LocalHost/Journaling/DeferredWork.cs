using Platica.Processing.Queue;

namespace Platica.LocalHost.Journaling;

/// <summary>
/// What is to be written while the journal is still being read: a replay that waited for it would wait for itself. It is done, in its order, when
/// the replay has ended. Should it fail, or the process die before, the next replay comes upon the same again.
/// </summary>
internal sealed class DeferredWork
{
    private readonly Lock _gate = new();
    private List<Func<Task>>? _waiting = [];

    /// <summary>Whether later has come.</summary>
    public bool IsReleased
    {
        get
        {
            lock (_gate)
            {
                return _waiting is null;
            }
        }
    }

    /// <summary>Keeps the work for later, or does it now when later has come.</summary>
    public Task RunAsync(Func<Task> work)
    {
        lock (_gate)
        {
            if (_waiting is { } waiting)
            {
                waiting.Add(work);
                return Task.CompletedTask;
            }
        }

        return work();
    }

    /// <summary>Does what was kept; from now on nothing is.</summary>
    public async Task ReleaseAsync()
    {
        List<Func<Task>> waiting;
        lock (_gate)
        {
            waiting = _waiting ?? [];
            _waiting = null;
        }

        foreach (var work in waiting)
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (QueueUnavailableException)
            {
                // Health tells of the device.
            }
        }
    }
}
