using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Platica.Functions.Tests.Infrastructure;

/// <summary>A log that keeps its texts.</summary>
internal sealed class RecordedLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> _texts = [];

    /// <summary>The texts in order.</summary>
    public IReadOnlyCollection<string> Texts => _texts;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _texts.Enqueue($"{formatter(state, exception)}{exception}");
}
