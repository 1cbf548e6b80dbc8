using Microsoft.Extensions.Logging;

namespace Platica.Flows.Tests.Infrastructure;

/// <summary>Keeps what was logged, exceptions and all.</summary>
internal sealed class RecordingLog : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Part, TaskCompletionSource Seen)> _awaited = [];

    public IReadOnlyCollection<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Whether it throws instead, as a full disk makes a log do.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Completes when a line with this part was logged.</summary>
    public Task LineAsync(string part)
    {
        lock (_lock)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((part, seen));
            _lines.ForEach(Tell);
            return seen.Task.WaitAsync(FlowHost.SafetyTimeout);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsBroken)
        {
            throw new IOException("The disk is full.");
        }

        lock (_lock)
        {
            var line = $"{logLevel}: {formatter(state, exception)} {exception}";
            _lines.Add(line);
            Tell(line);
        }
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private void Tell(string line)
    {
        foreach (var (_, seen) in _awaited.Where(awaited => line.Contains(awaited.Part, StringComparison.Ordinal)))
        {
            seen.TrySetResult();
        }
    }
}
