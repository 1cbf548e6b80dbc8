using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Platica.Flows.Binding;
using Platica.Webhooks.Events;

namespace Platica.Processing.Events;

/// <summary>Compiles delegates into event handlers once, at registration, so that an event costs no reflection.</summary>
internal static class EventHandlerBinder
{
    /// <summary>A handler of events of one type.</summary>
    /// <exception cref="EventHandlerSetupException">The delegate cannot be a handler.</exception>
    public static BoundEventHandler Bind(string place, Type eventType, Func<WebhookEvent, WebhookEvent?> take, Delegate handler)
    {
        var call = Expression.Parameter(typeof(EventCall), "call");
        var bound = DelegateBinder.Bind(handler, Expression.Property(call, nameof(EventCall.Services)), Known, Refusal);
        return new(place, take, Expression.Lambda<Func<EventCall, ValueTask>>(Return(handler, bound.Call, Refusal), call).Compile(), bound.Services);

        EventHandlerSetupException Refusal(string problem) => new($"{place}: {problem}");

        Expression? Known(HandlerParameter parameter)
        {
            if (parameter.Type == typeof(CancellationToken))
            {
                return Expression.Property(call, nameof(EventCall.Timeout));
            }

            if (!parameter.Type.IsAssignableTo(typeof(WebhookEvent)))
            {
                return null;
            }

            return parameter.Type.IsAssignableFrom(eventType)
                ? Expression.Convert(Expression.Property(call, nameof(EventCall.Event)), parameter.Type)
                : throw Refusal($"the parameter {parameter} is another event than the {eventType.Name} it gets. Use On<{parameter.Type.Name}>.");
        }
    }

    private static Expression Return(Delegate handler, Expression call, Func<string, Exception> refusal)
    {
        if (call.Type == typeof(void))
        {
            return handler.Method.IsDefined(typeof(AsyncStateMachineAttribute))
                ? throw refusal("the handler is async void, so nobody could tell when it ends or fails. Return Task.")
                : Expression.Block(call, Expression.Default(typeof(ValueTask)));
        }

        if (call.Type.IsAssignableTo(typeof(Task)))
        {
            return Expression.Call(typeof(EventHandlerBinder), nameof(FromTask), null, call);
        }

        return call.Type == typeof(ValueTask) ? call : throw refusal($"the handler returns {call.Type.Name}. Return nothing, Task or ValueTask.");
    }

    private static ValueTask FromTask(Task? task) => task is null ? default : new(task);
}
