namespace Platica.LocalHost.Web;

/// <summary>
/// The web servers' own log. What they tell below a warning quotes URLs and headers, which hold ids, telephone numbers and signatures, and
/// scopes repeat them; an exception's text may quote anything. So that no level that somebody sets lets those through, only warnings and
/// worse pass, without scopes and with an exception's type alone.
/// </summary>
internal sealed class WebServerLog(ILoggerFactory log) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new WarningsOnly(log.CreateLogger(categoryName));

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => log.AddProvider(provider);

    /// <summary>Ends nothing: the log is the application's, which goes on telling while its web servers end.</summary>
    public void Dispose()
    {
    }

    private sealed class WarningsOnly(ILogger log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && log.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var message = exception is null ? formatter(state, null) : $"{formatter(state, null)} ({exception.GetType().Name})";
                log.Log(logLevel, eventId, message, null, static (text, _) => text);
            }
        }
    }
}
