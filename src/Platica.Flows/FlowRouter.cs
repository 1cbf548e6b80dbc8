using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.Flows.Binding;
using Platica.Flows.FlowJson;
using Platica.Flows.Running;
using Platica.Flows.Sessions;
using Platica.Webhooks;
using Platica.Webhooks.Flows;

namespace Platica.Flows;

/// <summary>Finds who answers an exchange, and sees to it that there is an answer by the deadline.</summary>
internal sealed partial class FlowRouter : IFlowResponder
{
    private readonly FrozenDictionary<string, RunningFlow> _byId;
    private readonly FrozenDictionary<string, RunningFlow> _byName;
    private readonly RunningFlow? _otherwise;
    private readonly FlowReplies _replies;
    private readonly ExchangeRepeats _repeats;
    private readonly FlowSurroundings _around;
    private readonly ILogger<FlowRouter> _logger;

    /// <exception cref="FlowSetupException">A handler takes something that is not registered.</exception>
    public FlowRouter(
        IEnumerable<Flow> flows,
        FlowOptions options,
        TimeProvider time,
        IServiceScopeFactory scopes,
        ILogger<FlowRouter> logger,
        IServiceProviderIsService? services = null,
        IFlowHistory? history = null,
        IFlowObserver? observer = null)
    {
        RunningFlow[] running = [.. flows.Select(flow => new RunningFlow(flow, new(flow.Name, options.MaxConcurrentHandlers)))];
        _byId = running
            .SelectMany(flow => flow.Flow.Ids.Select(id => (Id: id, Flow: flow)))
            .ToFrozenDictionary(pair => pair.Id, pair => pair.Flow, StringComparer.Ordinal);
        _byName = running.ToFrozenDictionary(flow => flow.Flow.Name, StringComparer.OrdinalIgnoreCase);
        _otherwise = Array.Find(running, flow => flow.Flow.IsDefault) ?? (running is [var only] ? only : null);
        _replies = new(options, time);
        _repeats = new(time, options.RepeatWindow);
        _around = new(_replies, new(new(time), history), scopes, observer, logger);
        _logger = logger;
        RequireServices(running, services);
        TellProblems(running);
        ReservePoolThreads(running.Length * options.MaxConcurrentHandlers);
    }

    /// <inheritdoc/>
    public Task<FlowReply> AnswerAsync(FlowExchange exchange, long startedAt)
    {
        if (exchange.IsCheck)
        {
            return Task.FromResult(_replies.Checked(startedAt));
        }

        if (exchange.IsErrorNotification)
        {
            Log.ErrorNotification(_logger, exchange.FlowId, exchange.Screen);
            return Task.FromResult(_replies.Acknowledged(startedAt));
        }

        if (_replies.IsStale(exchange))
        {
            Log.Stale(_logger, exchange.FlowId, exchange.EventId);
            return Task.FromResult(_replies.Fallback(exchange, FlowOutcome.Stale, startedAt));
        }

        if (Match(exchange) is not { } flow)
        {
            Log.UnknownFlow(_logger, exchange.FlowId);
            return Task.FromResult(_replies.Fallback(exchange, FlowOutcome.UnknownFlow, startedAt));
        }

        if (flow.Flow.FindHandler(exchange.Action, exchange.Screen) is not { } handler)
        {
            Log.NoHandler(_logger, flow.Flow.Name, exchange.Action, exchange.Screen);
            return Task.FromResult(_replies.Fallback(exchange, FlowOutcome.NoHandler, startedAt));
        }

        return Run(flow, handler, exchange, startedAt);
    }

    private Task<FlowReply> Run(RunningFlow flow, FlowHandler handler, FlowExchange exchange, long startedAt)
    {
        var remaining = _replies.Remaining(startedAt);
        if (remaining <= TimeSpan.Zero)
        {
            Log.TooLate(_logger, handler.Place);
            return Task.FromResult(_replies.Fallback(exchange, FlowOutcome.Deadline, startedAt));
        }

        var run = new HandlerRun(flow.Flow, handler, exchange, startedAt, _around);
        if (_repeats.Join(exchange, run.Reply) is { } first)
        {
            return RepeatAsync(first, handler, exchange, startedAt, remaining);
        }

        _around.History.Add(exchange);
        run.Start(flow.Bulkhead, remaining);
        return run.Reply;
    }

    // The first was read earlier, but may have begun later than one whose body was slow to come: each has its own deadline.
    private async Task<FlowReply> RepeatAsync(Task<FlowReply> first, FlowHandler handler, FlowExchange exchange, long startedAt, TimeSpan remaining)
    {
        try
        {
            return _replies.Repeated(await _replies.WithinAsync(first, remaining).ConfigureAwait(false), startedAt);
        }
        catch (TimeoutException)
        {
            Log.RepeatTooLate(_logger, handler.Place);
            return _replies.Fallback(exchange, FlowOutcome.Deadline, startedAt);
        }
    }

    private void TellProblems(RunningFlow[] flows)
    {
        foreach (var flow in flows)
        {
            foreach (var problem in flow.Flow.Document?.Problems ?? [])
            {
                Log.FlowJsonProblem(_logger, flow.Flow.Name, problem);
            }

            foreach (var (action, screen) in flow.Flow.Unanswered())
            {
                Log.Unanswered(_logger, flow.Flow.Name, action, screen);
            }

            foreach (var (handler, field) in flow.Flow.Unsent())
            {
                Log.Unsent(_logger, handler.Place, field);
            }
        }
    }

    private static void RequireServices(RunningFlow[] flows, IServiceProviderIsService? services)
    {
        foreach (var handler in flows.SelectMany(flow => flow.Flow.Handlers))
        {
            if (handler.Services.FirstOrDefault(parameter => services?.IsService(parameter.Type) is false) is { } missing)
            {
                throw new FlowSetupException(
                    $"{handler.Place}: the parameter {missing} is neither the form nor a registered service. " +
                    $"Register {missing.Type.Name}, or name it as the form: OnDataExchange<{missing.Type.Name}>.");
            }
        }
    }

    // Handlers can still block the thread pool's threads (Task.Run, ConfigureAwait(false)), as many as there are slots. The deadline's
    // timers fire there, so the pool may have that many more at once instead of one or two a second; idle, this costs nothing.
    private static void ReservePoolThreads(int count)
    {
        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + count), completionPorts);
    }

    private RunningFlow? Match(FlowExchange exchange) =>
        exchange.FlowId is { } id && _byId.TryGetValue(id, out var byId) ? byId
        : exchange.FlowName is { } name && _byName.TryGetValue(name, out var byName) ? byName
        : _otherwise;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "WhatsApp reports an error in Flow {FlowId} on screen {Screen}; acknowledged")]
        public static partial void ErrorNotification(ILogger logger, string? flowId, string? screen);

        [LoggerMessage(Level = LogLevel.Error, Message = "Nobody answers Flow {FlowId}: add it with AddFlow(…).WithId(…), or make one AsDefault()")]
        public static partial void UnknownFlow(ILogger logger, string? flowId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Flow \"{Flow}\" has no handler for {Action} on screen {Screen}")]
        public static partial void NoHandler(ILogger logger, string flow, FlowAction action, string? screen);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: the deadline was over before the handler could start")]
        public static partial void TooLate(ILogger logger, string place);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: the exchange that this one repeats had no answer by the deadline; the fallback was sent")]
        public static partial void RepeatTooLate(ILogger logger, string place);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An exchange of Flow {FlowId} is older than Flows:MaxAge: event {EventId} got the fallback")]
        public static partial void Stale(ILogger logger, string? flowId, string eventId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The Flow JSON of Flow \"{Flow}\": {Problem}")]
        public static partial void FlowJsonProblem(ILogger logger, string flow, FlowProblem problem);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Flow \"{Flow}\": the Flow JSON asks {Action} on screen \"{Screen}\", and no handler answers that")]
        public static partial void Unanswered(ILogger logger, string flow, FlowAction action, string screen);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: the form must have {Field}, and in the Flow JSON no payload of the screen does")]
        public static partial void Unsent(ILogger logger, string place, string field);
    }

    private sealed record RunningFlow(Flow Flow, Bulkhead Bulkhead);
}
