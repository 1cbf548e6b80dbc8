using Microsoft.Extensions.Logging;
using Platica.Flows.FlowJson;
using Platica.Flows.Running;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Testing;

/// <summary>Keeps what happens while one exchange is answered.</summary>
internal sealed class TestObserver : IFlowObserver, ILogger<FlowRouter>
{
    private readonly Lock _lock = new();
    private readonly List<FlowAnswerViolation> _violations = [];
    private readonly List<string> _log = [];
    private Exception? _exception;

    /// <summary>What was logged since the exchange began, or the start.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Begins with the next exchange.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _violations.Clear();
            _log.Clear();
            _exception = null;
        }
    }

    /// <summary>The answer, with all that was heard on the way to it.</summary>
    public FlowTestAnswer Tell(FlowReply reply)
    {
        lock (_lock)
        {
            return new(reply, [.. _violations], [.. _log], _exception);
        }
    }

    /// <inheritdoc/>
    public void AnswerViolated(string flow, FlowAnswerViolation violation, bool isSent)
    {
        lock (_lock)
        {
            _violations.Add(violation);
        }
    }

    /// <inheritdoc/>
    public void HandlerFailed(FlowExchange exchange, Exception exception)
    {
        lock (_lock)
        {
            _exception = exception;
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _log.Add(formatter(state, exception));
        }
    }
}
