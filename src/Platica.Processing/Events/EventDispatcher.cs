using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.Flows.Running;
using Platica.Webhooks.Events;

namespace Platica.Processing.Events;

/// <inheritdoc cref="IEventDispatcher"/>
internal sealed partial class EventDispatcher : IEventDispatcher
{
    private readonly Runner[] _runners;
    private readonly EventHandlerOptions _options;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger<EventDispatcher> _logger;

    /// <exception cref="EventHandlerSetupException">A handler takes something that is not registered.</exception>
    public EventDispatcher(
        IEnumerable<BoundEventHandler> handlers,
        EventHandlerOptions options,
        IServiceScopeFactory scopes,
        TimeProvider clock,
        ILogger<EventDispatcher> logger,
        IServiceProviderIsService? services = null)
    {
        (_options, _scopes, _clock, _logger) = (options, scopes, clock, logger);
        _runners = [.. handlers.Select(handler => new Runner(handler, HandlerThreads.Of(handler.Place, options.DeliveriesAtOnce)))];
        foreach (var (handler, _) in _runners)
        {
            if (handler.Services.FirstOrDefault(parameter => services?.IsService(parameter.Type) is false) is { } missing)
            {
                throw new EventHandlerSetupException(
                    $"{handler.Place}: the parameter {missing} is neither an event nor a registered service. Register {missing.Type.Name}.");
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?>> DispatchAsync(IReadOnlyList<WebhookEvent> events, CancellationToken cancellationToken)
    {
        var failures = new string?[events.Count];
        await DispatchAsync(events, (index, failure) => failures[index] = failure, cancellationToken).ConfigureAwait(false);
        return failures;
    }

    /// <inheritdoc/>
    public async Task DispatchAsync(IReadOnlyList<WebhookEvent> events, Action<int, string?> handled, CancellationToken cancellationToken)
    {
        var calls = events.Index().ToLookup(item => Array.Exists(_runners, runner => runner.Handler.Take(item.Item) is not null));
        foreach (var (index, _) in calls[false])
        {
            handled(index, null);
        }

        if (!calls.Contains(true))
        {
            // The usual case: most events interest nobody, and even an empty loop would go through the thread pool.
            return;
        }

        var startedAt = _clock.GetTimestamp();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.DeliveriesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            calls[true],
            parallel,
            async (call, token) => handled(call.Index, await HandAsync(call.Item, startedAt, token).ConfigureAwait(false))).ConfigureAwait(false);
    }

    private async Task<string?> HandAsync(WebhookEvent received, long startedAt, CancellationToken cancellationToken)
    {
        string? failure = null;
        foreach (var runner in _runners)
        {
            if (runner.Handler.Take(received) is { } taken && await RunAsync(runner, taken, startedAt, cancellationToken).ConfigureAwait(false) is { } failed)
            {
                failure = failure is null ? failed : $"{failure} {failed}";
            }
        }

        return failure;
    }

    private async Task<string?> RunAsync(Runner runner, WebhookEvent received, long startedAt, CancellationToken cancellationToken)
    {
        var place = runner.Handler.Place;
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(runner, received, cancellationToken).ConfigureAwait(false) is not { } problem)
            {
                return null;
            }

            if (attempt > _options.RetryWaits.Count || _clock.GetElapsedTime(startedAt) >= _options.RetryBudget)
            {
                Log.Failed(_logger, place, received.EventName, received.LogId, attempt, problem.Name);
                return $"{place} failed {(attempt == 1 ? "once" : $"{attempt} times")}, at last with {problem.Name}.";
            }

            var wait = _options.RetryWaits[attempt - 1];
            Log.Retried(_logger, place, received.EventName, received.LogId, attempt, problem.Name, wait);
            await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Calls the handler once; the type of what went wrong, or null.</summary>
    private async Task<Type?> TryAsync(Runner runner, WebhookEvent received, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // A handler that was cut may hold its token for longer than anyone can tell; without a timer there is nothing to free.
        var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
#pragma warning restore CA2000
        var call = StartAsync(runner, received, timeout.Token);
        try
        {
            await call.WaitAsync(_options.CallTimeout, _clock, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            // Not Cancel: what the handler hung on the token may throw.
            _ = timeout.CancelAsync();
            return typeof(TimeoutException);
        }
#pragma warning disable CA1031 // Whatever the business's code throws must not stop the others.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return exception.GetType();
        }
    }

    /// <summary>Not on the thread pool: a few handlers that block there would keep requests waiting, and Flows past their deadline.</summary>
    private async Task StartAsync(Runner runner, WebhookEvent received, CancellationToken timeout) =>
        await runner.Threads.StartNew(() => CallAsync(runner.Handler, received, timeout), timeout).Unwrap().ConfigureAwait(false);

    private async Task CallAsync(BoundEventHandler handler, WebhookEvent received, CancellationToken timeout)
    {
        var scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await handler.InvokeAsync(new(received, scope.ServiceProvider, timeout)).ConfigureAwait(false);
        }
    }

    /// <summary>A handler and the threads that it may block: one that hangs sinks alone.</summary>
    private sealed record Runner(BoundEventHandler Handler, TaskFactory Threads);

    // An exception's text may quote what a customer wrote: only its type is told.
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Place} failed for {EventName} {EventId} at try {Attempt} with {ExceptionType}; tried again in {Wait}.")]
        public static partial void Retried(
            ILogger logger, string place, string eventName, string eventId, int attempt, string exceptionType, TimeSpan wait);

        [LoggerMessage(2, LogLevel.Error, "{Place} failed for {EventName} {EventId} at try {Attempt} with {ExceptionType}; it goes to the dead letters.")]
        public static partial void Failed(ILogger logger, string place, string eventName, string eventId, int attempt, string exceptionType);
    }
}
