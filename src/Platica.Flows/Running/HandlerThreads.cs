namespace Platica.Flows.Running;

/// <summary>
/// Runs one Flow's handlers, and what follows their awaits, on threads of its own. They are started when needed and end after a while
/// without work. A handler that blocks holds one of these: never the thread of a request, of the thread pool or of another Flow.
/// </summary>
/// <param name="name">The Flow's name, for the debugger.</param>
/// <param name="size">How many threads there may be.</param>
/// <param name="idleLife">How long a thread waits for work before it ends.</param>
internal sealed class HandlerThreads(string name, int size, TimeSpan idleLife) : TaskScheduler
{
    [ThreadStatic]
    private static HandlerThreads? _current;

    private readonly Queue<Task> _tasks = new();
    private int _threads;
    private int _idle;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => size;

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (_tasks)
        {
            _tasks.Enqueue(task);
            if (_idle >= _tasks.Count)
            {
                Monitor.Pulse(_tasks);
                return;
            }

            if (_threads == size)
            {
                return;
            }

            _threads++;
        }

        StartThread();
    }

    /// <inheritdoc/>
    // A task that another thread completes or waits for must not run there: it is that thread we protect.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _current == this && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_tasks)
        {
            return [.. _tasks];
        }
    }

    private void StartThread()
    {
        try
        {
            new Thread(Work) { IsBackground = true, Name = $"Flow {name}" }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            lock (_tasks)
            {
                _threads--;
            }

            throw;
        }
    }

    private void Work()
    {
        _current = this;
        while (Take() is { } task)
        {
            TryExecuteTask(task);
        }
    }

    private Task? Take()
    {
        lock (_tasks)
        {
            while (_tasks.Count == 0)
            {
                _idle++;
                var woken = Monitor.Wait(_tasks, idleLife);
                _idle--;
                if (!woken && _tasks.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }

            return _tasks.Dequeue();
        }
    }
}
