namespace Platica.Flows.Running;

/// <summary>
/// Runs one Flow's handlers, or one event handler, and what follows their awaits, on threads of its own. They are started when needed and
/// end after a while without work. A handler that blocks holds one of these: never the thread of a request, of the thread pool or of others.
/// </summary>
/// <param name="name">Whose threads they are, for the debugger.</param>
/// <param name="size">How many threads there may be.</param>
/// <param name="idleLife">How long a thread waits for work before it ends.</param>
internal sealed class HandlerThreads(string name, int size, TimeSpan idleLife) : TaskScheduler
{
    private static readonly TimeSpan IdleLife = TimeSpan.FromSeconds(10);

    [ThreadStatic]
    private static HandlerThreads? _current;

    private readonly Queue<Task> _tasks = new();
    private int _threads;
    private int _idle;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => size;

    /// <summary>Starts handlers on threads of their own.</summary>
    /// <param name="name">Whose they are.</param>
    /// <param name="atOnce">
    /// How many are started at the same time. There are twice as many threads: a handler that blocks on a task of its own (".Result") needs a
    /// second one for what follows the awaits inside; with one each, when all did that, none would ever end.
    /// </param>
    public static TaskFactory Of(string name, int atOnce) => new(
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        TaskContinuationOptions.None,
        new HandlerThreads(name, 2 * atOnce, IdleLife));

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
            new Thread(Work) { IsBackground = true, Name = name }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            lock (_tasks)
            {
                if (--_threads > 0)
                {
                    // One of the others will take the task. Failing what follows an await would lose its handler's slot for good.
                    return;
                }
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
