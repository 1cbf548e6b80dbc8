namespace Platica.Processing.Deliveries;

/// <summary>Runs asynchronous work on many items, a few at a time. Work that ends at once, as on tables in memory, costs no scheduling.</summary>
internal static class Bounded
{
    /// <summary>Runs the work on every item; after a failure starts no more, and throws it once all that was started has ended.</summary>
    public static async Task ForEachAsync<T>(IEnumerable<T> items, int atOnce, Func<T, Task> work)
    {
        var running = new List<Task>(atOnce);
        foreach (var item in items)
        {
            var task = work(item);
            if (task.IsCompletedSuccessfully)
            {
                continue;
            }

            running.Add(task);
            if (running.Count == atOnce)
            {
                await Task.WhenAny(running).ConfigureAwait(false);
                running.RemoveAll(started => started.IsCompletedSuccessfully);
            }

            if (running.Exists(started => started.IsFaulted || started.IsCanceled))
            {
                break;
            }
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }
}
