using Platica.Webhooks.Events;

namespace Platica.Processing.Events;

/// <summary>
/// Says which code of the business runs on which event, after the event is stored. A handler is a lambda or a method, sync or async. It may
/// take, in any order, the event, any registered service (from a scope of its own for each call), and a <see cref="CancellationToken"/> that
/// is cancelled when the call has taken too long. Handlers run at least once: after a crash or a failure again for the same event, so use
/// <see cref="WebhookEvent.EventId"/> as idempotency key. They do not run while tables are rebuilt from what was received before.
/// </summary>
public sealed class EventHandlersBuilder
{
    private readonly int _registered;
    private readonly List<BoundEventHandler> _handlers = [];

    internal EventHandlersBuilder(int registered) => _registered = registered;

    internal IReadOnlyList<BoundEventHandler> Handlers => _handlers;

    /// <summary>
    /// Runs on every event of a type, base types included: <see cref="MessageEvent"/> for all of messages, <see cref="WebhookEvent"/> for all; once
    /// for a delivery, also where that tells two things (<see cref="WebhookEvent.Also"/>).
    /// </summary>
    /// <exception cref="EventHandlerSetupException">The delegate cannot be a handler.</exception>
    public EventHandlersBuilder On<TEvent>(Delegate handler)
        where TEvent : WebhookEvent =>
        Add($"On<{typeof(TEvent).Name}>", typeof(TEvent), received => received as TEvent ?? received.Also as TEvent, handler);

    /// <summary>Runs on every event of a name as the provider writes it, such as <c>client.tags.updated</c>, also one this version does not know.</summary>
    /// <inheritdoc cref="On{TEvent}"/>
    public EventHandlersBuilder On(string eventName, Delegate handler)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        return Add($"On(\"{eventName}\")", typeof(WebhookEvent), received => received.EventName == eventName ? received : null, handler);
    }

    private EventHandlersBuilder Add(string what, Type eventType, Func<WebhookEvent, WebhookEvent?> take, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var place = $"Event handler {_registered + _handlers.Count + 1}, {what} in {OwnerOf(handler)}";
        _handlers.Add(EventHandlerBinder.Bind(place, eventType, take, handler));
        return this;
    }

    /// <summary>The class in which the business wrote the handler; lambdas live in one that the compiler made within it.</summary>
    private static string OwnerOf(Delegate handler)
    {
        var owner = handler.Method.DeclaringType;
        while (owner?.DeclaringType is { } outer && owner.Name.StartsWith('<'))
        {
            owner = outer;
        }

        return owner?.Name ?? "generated code";
    }
}
