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

    private readonly FlowHandler _handler;
    private readonly FlowExchange _exchange;
    private readonly long _startedAt;
    private readonly FlowReplies _replies;
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    public HandlerRun(FlowHandler handler, FlowExchange exchange, long startedAt, TimeSpan remaining, FlowReplies replies, ILogger logger)
    {
        (_handler, _exchange, _startedAt, _replies, _logger) = (handler, exchange, startedAt, replies, logger);
        _timer = replies.After(remaining, _ => EndAtDeadline());
    }

    /// <summary>Completes at the deadline at the latest, whatever the handler does.</summary>
    public Task<FlowReply> Reply => _reply.Task;

    /// <summary>Calls the handler, on the thread this is called on. Ends when the handler has really ended; never throws.</summary>
    public async Task ExecuteAsync(IServiceScopeFactory scopes)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var answer = await _handler.InvokeAsync(new(_exchange, scope.ServiceProvider, _deadline.Token));
            var json = FlowAnswerWriter.Write(answer, _exchange);
            if (!_reply.TrySetResult(_replies.Answered(json, _startedAt)))
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
            _reply.TrySetResult(_replies.Fallback(_exchange, FlowOutcome.Failed, _startedAt));
        }
        finally
        {
            await _timer.DisposeAsync();
        }
    }

    /// <summary>Replies without the handler, which was not started.</summary>
    public void Refuse(string outcome)
    {
        _timer.Dispose();
        _reply.TrySetResult(_replies.Fallback(_exchange, outcome, _startedAt));
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

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: the payload does not fit the form at {Field}")]
        public static partial void InvalidForm(ILogger logger, string place, string field);
    }
}
