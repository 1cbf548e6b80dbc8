using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.Flows.Binding;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Running;

/// <summary>
/// One exchange in the hands of the business's code. The reply is the handler's answer or the fallback, whichever comes first.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A handler may hold its token for longer than anyone can tell; a source without a timer needs no disposal.")]
internal sealed partial class HandlerRun
{
    private readonly TaskCompletionSource<FlowReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource _deadline = new();

    private readonly Flow _flow;
    private readonly FlowHandler _handler;
    private readonly FlowExchange _exchange;
    private readonly long _startedAt;
    private readonly FlowSurroundings _around;
    private readonly FlowReplies _replies;
    private readonly ILogger _logger;
    private ITimer? _timer;

    public HandlerRun(Flow flow, FlowHandler handler, FlowExchange exchange, long startedAt, FlowSurroundings around)
    {
        (_flow, _handler, _exchange, _startedAt, _around) = (flow, handler, exchange, startedAt, around);
        (_replies, _logger) = (around.Replies, around.Logger);
    }

    /// <summary>Once started, completes at the deadline at the latest, whatever the handler does.</summary>
    public Task<FlowReply> Reply => _reply.Task;

    /// <summary>Starts the handler on its Flow's threads, or falls back at once when none is free.</summary>
    public void Start(Bulkhead bulkhead, TimeSpan remaining)
    {
        _timer = _replies.After(remaining, _ => EndAtDeadline());
        if (!bulkhead.TryRun(ExecuteAsync))
        {
            _timer.Dispose();
            Log.Overloaded(_logger, _handler.Place);
            _reply.TrySetResult(_replies.Fallback(_exchange, FlowOutcome.Overloaded, _startedAt));
        }
    }

    // Ends when the handler has really ended; throws nothing but what the log throws.
    private async Task ExecuteAsync()
    {
        try
        {
            await using var scope = _around.Scopes.CreateAsyncScope();
            var context = new FlowContext(_exchange, scope.ServiceProvider, _deadline.Token) { History = _around.History };
            var answer = await _handler.InvokeAsync(context);
            if (!_reply.TrySetResult(ReplyWith(AnswerChecker.Check(answer, _exchange, _flow.Document))))
            {
                Log.EndedLate(_logger, _handler.Place);
            }
        }
        catch (InvalidFormException exception)
        {
            Log.InvalidForm(_logger, _handler.Place, exception.Field);
            _reply.TrySetResult(_replies.InvalidForm(_exchange, _startedAt));
        }
        catch (InvalidAnswerException exception)
        {
            Log.InvalidAnswer(_logger, _handler.Place, exception.Message);
            _reply.TrySetResult(_replies.Fallback(_exchange, FlowOutcome.InvalidAnswer, _startedAt));
        }
        catch (OperationCanceledException) when (_deadline.IsCancellationRequested)
        {
            Log.EndedLate(_logger, _handler.Place);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, _handler.Place, exception.GetType());
            _around.Observer?.HandlerFailed(_exchange, exception);
            _reply.TrySetResult(_replies.Fallback(_exchange, FlowOutcome.Failed, _startedAt));
        }
        finally
        {
            // A log that fails must not cost the person the answer, and with the timer goes the last who would give it.
            if (!_reply.Task.IsCompleted)
            {
                _reply.TrySetResult(_replies.Fallback(_exchange, FlowOutcome.Failed, _startedAt));
            }

            await _timer!.DisposeAsync();
        }
    }

    private FlowReply ReplyWith(CheckedAnswer answer)
    {
        if (answer.Violations.Count > 0)
        {
            Tell(answer);
        }

        return answer.IsSendable
            ? _replies.Answered(answer.Json, _startedAt)
            : _replies.Fallback(_exchange, FlowOutcome.InvalidAnswer, _startedAt);
    }

    private void Tell(CheckedAnswer answer)
    {
        var violations = string.Join(' ', answer.Violations);
        if (answer.IsSendable)
        {
            Log.Mended(_logger, _handler.Place, violations);
        }
        else
        {
            Log.Refused(_logger, _handler.Place, violations);
        }

        foreach (var violation in answer.Violations)
        {
            _around.Observer?.AnswerViolated(_flow.Name, violation, answer.IsSendable);
        }
    }

    private void EndAtDeadline()
    {
        if (!_reply.TrySetResult(_replies.Fallback(_exchange, FlowOutcome.Deadline, _startedAt)))
        {
            return;
        }

        Log.Deadline(_logger, _handler.Place);
        try
        {
            _deadline.Cancel();
        }
        catch (AggregateException exception)
        {
            // Something the handler hung on the token. Nobody catches on a timer's thread.
            Log.Failed(_logger, _handler.Place, exception.InnerExceptions[0].GetType());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: no answer by the deadline; the fallback was sent")]
        public static partial void Deadline(ILogger logger, string place);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Place}: the handler ended after its deadline; its answer was dropped")]
        public static partial void EndedLate(ILogger logger, string place);

        // The exception's text may quote what the person typed.
        [LoggerMessage(Level = LogLevel.Error, Message = "{Place}: the handler failed with {ExceptionType}")]
        public static partial void Failed(ILogger logger, string place, Type exceptionType);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Place}: the answer was not sent because {Problem}")]
        public static partial void InvalidAnswer(ILogger logger, string place, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Place}: the answer was not sent because it does not fit the Flow JSON. {Violations}")]
        public static partial void Refused(ILogger logger, string place, string violations);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: the answer does not fit the Flow JSON; what fits was sent. {Violations}")]
        public static partial void Mended(ILogger logger, string place, string violations);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Place}: all slots are taken by handlers that still run; the fallback was sent")]
        public static partial void Overloaded(ILogger logger, string place);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: the payload does not fit the form at {Field}")]
        public static partial void InvalidForm(ILogger logger, string place, string field);
    }
}
