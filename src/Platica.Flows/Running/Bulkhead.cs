namespace Platica.Flows.Running;

/// <summary>Keeps one Flow's handlers to their own threads and a fixed number, so that a Flow whose handlers hang sinks alone.</summary>
/// <param name="name">The Flow's name.</param>
/// <param name="size">How many handlers may run at once.</param>
internal sealed class Bulkhead(string name, int size)
{
    private readonly TaskFactory _threads = HandlerThreads.Of($"Flow {name}", size);
    private int _running;

    /// <summary>Starts the work on the Flow's threads, or returns false at once when all its slots are taken.</summary>
    /// <param name="work">Holds its slot until it has really ended. Nobody hears of what it throws.</param>
    public bool TryRun(Func<Task> work)
    {
        if (!TryEnter())
        {
            return false;
        }

        try
        {
            _ = _threads.StartNew(() => HoldSlotAsync(work));
            return true;
        }
        catch (TaskSchedulerException)
        {
            // The machine has no thread left to give: that is a full bulkhead too.
            Interlocked.Decrement(ref _running);
            return false;
        }
    }

    private bool TryEnter()
    {
        var running = Volatile.Read(ref _running);
        while (running < size)
        {
            var seen = Interlocked.CompareExchange(ref _running, running + 1, running);
            if (seen == running)
            {
                return true;
            }

            running = seen;
        }

        return false;
    }

    private async Task HoldSlotAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
