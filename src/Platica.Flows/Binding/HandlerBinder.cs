using System.Linq.Expressions;
using Microsoft.Extensions.DependencyInjection;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Binding;

/// <summary>Compiles delegates into handlers once, at registration, so that an exchange costs no reflection.</summary>
internal static class HandlerBinder
{
    /// <summary>A handler without a form.</summary>
    /// <exception cref="FlowSetupException">The delegate cannot be a handler.</exception>
    public static FlowHandler Bind(string place, Delegate handler) => Bind(place, handler, null, null);

    /// <summary>A handler that takes the form.</summary>
    /// <inheritdoc cref="Bind(string, Delegate)"/>
    public static FlowHandler Bind<TForm>(string place, Delegate handler)
    {
        var reader = CreateReader<TForm>(place);
        return Bind(place, handler, typeof(TForm), context => Expression.Call(
            Expression.Constant(reader),
            nameof(FormReader<TForm>.Read),
            null,
            Expression.Property(context, nameof(FlowContext.Payload))));
    }

    private static FlowHandler Bind(string place, Delegate handler, Type? form, Func<Expression, Expression>? readForm)
    {
        var context = Expression.Parameter(typeof(FlowContext), "context");
        var parameters = ParametersOf(handler);
        if (parameters.FirstOrDefault(parameter => parameter.Type.IsByRef) is { } byReference)
        {
            throw new FlowSetupException($"{place}: the parameter {byReference} is passed by reference, which no handler can take.");
        }

        if (form is not null && !parameters.Exists(parameter => parameter.Type == form))
        {
            throw new FlowSetupException($"{place}: no parameter of the handler takes the form {form.Name}.");
        }

        var services = new List<HandlerParameter>();
        var arguments = parameters.ConvertAll(Argument);
        var call = Expression.Invoke(Expression.Constant(handler, handler.GetType()), arguments);
        return new(place, Expression.Lambda<Func<FlowContext, ValueTask<FlowAnswer?>>>(Return(place, call), context).Compile(), services);

        Expression Argument(HandlerParameter parameter)
        {
            if (parameter.Type == form)
            {
                return readForm!(context);
            }

            if (parameter.Type == typeof(FlowContext))
            {
                return context;
            }

            if (parameter.Type == typeof(FlowExchange))
            {
                return Expression.Property(context, nameof(FlowContext.Exchange));
            }

            if (parameter.Type == typeof(CancellationToken))
            {
                return Expression.Property(context, nameof(FlowContext.Deadline));
            }

            services.Add(parameter);
            return Expression.Call(
                typeof(ServiceProviderServiceExtensions),
                nameof(ServiceProviderServiceExtensions.GetRequiredService),
                [parameter.Type],
                Expression.Property(context, nameof(FlowContext.Services)));
        }
    }

    private static Expression Return(string place, Expression call)
    {
        if (call.Type == typeof(FlowAnswer))
        {
            return Expression.New(typeof(ValueTask<FlowAnswer?>).GetConstructor([typeof(FlowAnswer)])!, call);
        }

        if (call.Type == typeof(Task<FlowAnswer>))
        {
            return Expression.Call(typeof(HandlerBinder), nameof(FromTask), null, call);
        }

        return call.Type == typeof(ValueTask<FlowAnswer>)
            ? call
            : throw new FlowSetupException(
                $"{place}: the handler returns {call.Type.Name}. Return FlowAnswer, Task<FlowAnswer> or ValueTask<FlowAnswer>.");
    }

    private static ValueTask<FlowAnswer?> FromTask(Task<FlowAnswer?>? task) => task is null ? default : new(task);

    // The delegate's type tells how to call it, the method behind it how the business named the parameters.
    private static List<HandlerParameter> ParametersOf(Delegate handler)
    {
        var declared = handler.GetType().GetMethod(nameof(Action.Invoke))!.GetParameters();
        var named = handler.Method.GetParameters()[^declared.Length..];
        return [.. declared.Zip(named, (type, name) => new HandlerParameter(name.Name ?? "unnamed", type.ParameterType))];
    }

    private static FormReader<TForm> CreateReader<TForm>(string place)
    {
        try
        {
            return new();
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new FlowSetupException($"{place}: System.Text.Json cannot read the form {typeof(TForm).Name}: {exception.Message}");
        }
    }
}
