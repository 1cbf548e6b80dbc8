using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Platica.LocalHost.Terminal;

/// <summary>One line for each log entry, made safe for the terminal: level, message and, for an exception, its type and message.</summary>
internal sealed class PlainLogFormatter() : ConsoleFormatter(FormatterName)
{
    /// <summary>The name it is chosen by.</summary>
    public const string FormatterName = "plain";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var cause = logEntry.Exception is { } exception ? $" ({exception.GetType().Name}: {exception.Message})" : string.Empty;
        textWriter.WriteLine($"{logEntry.LogLevel}: {PlainText.Clean(message + cause)}");
    }
}
