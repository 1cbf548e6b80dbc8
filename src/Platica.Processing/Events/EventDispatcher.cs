using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platica.Webhooks.Events;

namespace Platica.Processing.Events;

/// <inheritdoc cref="IEventDispatcher"/>
internal sealed partial class EventDispatcher : IEventDispatcher
{
    private readonly BoundEventHandler[] _handlers;
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
        (_handlers, _options, _scopes, _clock, _logger) = ([.. handlers], options, scopes, clock, logger);
        foreach (var handler in _handlers)
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
        var calls = events.Index().Where(item => Array.Exists(_handlers, handler => handler.Takes(item.Item)));
        var startedAt = _clock.GetTimestamp();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.DeliveriesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            calls,
            parallel,
            async (call, token) => failures[call.Index] = await HandAsync(call.Item, startedAt, token).ConfigureAwait(false)).ConfigureAwait(false);
        return failures;
    }

    private async Task<string?> HandAsync(WebhookEvent received, long startedAt, CancellationToken cancellationToken)
    {
        string? failure = null;
        foreach (var handler in _handlers.Where(handler => handler.Takes(received)))
        {
            if (await RunAsync(handler, received, startedAt, cancellationToken).ConfigureAwait(false) is { } failed)
            {
                failure = failure is null ? failed : $"{failure} {failed}";
            }
        }

        return failure;
    }

    private async Task<string?> RunAsync(BoundEventHandler handler, WebhookEvent received, long startedAt, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(handler, received, cancellationToken).ConfigureAwait(false) is not { } problem)
            {
                return null;
            }

            if (attempt > _options.RetryWaits.Count || _clock.GetElapsedTime(startedAt) >= _options.RetryBudget)
            {
                Log.Failed(_logger, handler.Place, received.EventName, received.EventId, attempt, problem.Name);
                return $"{handler.Place} failed {(attempt == 1 ? "once" : $"{attempt} times")}, at last with {problem.Name}.";
            }

            var wait = _options.RetryWaits[attempt - 1];
            Log.Retried(_logger, handler.Place, received.EventName, received.EventId, attempt, problem.Name, wait);
            await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Calls the handler once, on a thread that it may block; the type of what went wrong, or null.</summary>
    private async Task<Type?> TryAsync(BoundEventHandler handler, WebhookEvent received, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // A handler that was cut may hold its token for longer than anyone can tell; without a timer there is nothing to free.
        var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
#pragma warning restore CA2000
        var call = Task.Run(() => CallAsync(handler, received, timeout.Token), CancellationToken.None);
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

    private async Task CallAsync(BoundEventHandler handler, WebhookEvent received, CancellationToken timeout)
    {
        var scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await handler.InvokeAsync(new(received, scope.ServiceProvider, timeout)).ConfigureAwait(false);
        }
    }

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
