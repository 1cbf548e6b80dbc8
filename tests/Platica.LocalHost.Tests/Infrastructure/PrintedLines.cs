namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>What a process prints, line by line, as it comes.</summary>
internal sealed class PrintedLines
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> IsMeant, TaskCompletionSource<string> Found)> _awaited = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the process has closed its output.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Takes a line; null at the end.</summary>
    public void Add(string? line)
    {
        lock (_lock)
        {
            if (line is null)
            {
                _ended.TrySetResult();
                _awaited.ForEach(awaited => awaited.Found.TrySetException(EndedWithout()));
                return;
            }

            _lines.Add(line);
            _awaited.Where(awaited => awaited.IsMeant(line)).ToList().ForEach(awaited => awaited.Found.TrySetResult(line));
        }
    }

    /// <summary>The first line of that kind, printed already or to come.</summary>
    /// <exception cref="EndOfStreamException">The output ended without one.</exception>
    public Task<string> FirstAsync(Func<string, bool> isMeant)
    {
        lock (_lock)
        {
            if (_lines.Find(line => isMeant(line)) is { } line)
            {
                return Task.FromResult(line);
            }

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((isMeant, found));
            return _ended.Task.IsCompleted
                ? Task.FromException<string>(EndedWithout())
                : found.Task;
        }
    }

    /// <summary>All lines as one text.</summary>
    public override string ToString() => string.Join('\n', All);

    private EndOfStreamException EndedWithout() => new($"The process ended; it printed:\n{this}");
}
