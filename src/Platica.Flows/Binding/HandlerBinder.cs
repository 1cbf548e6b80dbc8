using System.Linq.Expressions;
using Platica.Webhooks.Flows;

namespace Platica.Flows.Binding;

/// <summary>Compiles delegates and classes into handlers once, at registration, so that an exchange costs no reflection.</summary>
internal static class HandlerBinder
{
    /// <summary>A handler without a form.</summary>
    /// <exception cref="FlowSetupException">The delegate cannot be a handler.</exception>
    public static FlowHandler Bind(string place, Delegate handler) => Bind(place, handler, null, null);

    /// <summary>A handler that takes the form.</summary>
    /// <inheritdoc cref="Bind(string, Delegate)"/>
    public static FlowHandler Bind<TForm>(string place, Delegate handler)
    {
        var reader = ReaderOf<TForm>(place);
        return Bind(place, handler, typeof(TForm), context => Read(reader, context)) with { MissingAmong = reader.MissingAmong };
    }

    /// <summary>A handler that is a class, without a form.</summary>
    /// <exception cref="FlowSetupException">The class cannot be a handler.</exception>
    public static FlowHandler BindClass<THandler>(string place)
        where THandler : class => WithServicesOf<THandler>(Bind(place, HandlerClass.Open<THandler>(place), null, null));

    /// <summary>A handler that is a class and takes the form.</summary>
    /// <inheritdoc cref="BindClass{THandler}(string)"/>
    public static FlowHandler BindClass<TForm, THandler>(string place)
        where THandler : class => WithServicesOf<THandler>(Bind<TForm>(place, HandlerClass.Open<THandler>(place)));

    private static FlowHandler WithServicesOf<THandler>(FlowHandler handler) =>
        handler with { Services = [.. handler.Services, .. HandlerClass.ServicesOf<THandler>()] };

    private static FlowHandler Bind(string place, Delegate handler, Type? form, Func<Expression, Expression>? readForm)
    {
        var context = Expression.Parameter(typeof(FlowContext), "context");
        var takesForm = false;
        var bound = DelegateBinder.Bind(
            handler, Expression.Property(context, nameof(FlowContext.Services)), Known, problem => new FlowSetupException($"{place}: {problem}"));
        if (form is not null && !takesForm)
        {
            throw new FlowSetupException($"{place}: no parameter of the handler takes the form {form.Name}.");
        }

        var call = Expression.Lambda<Func<FlowContext, ValueTask<FlowAnswer?>>>(Return(place, bound.Call), context);
        return new(place, call.Compile(), bound.Services);

        Expression? Known(HandlerParameter parameter)
        {
            if (parameter.Type == form)
            {
                takesForm = true;
                return readForm!(context);
            }

            return parameter.Type == typeof(FlowContext) ? context
                : parameter.Type == typeof(FlowExchange) ? Expression.Property(context, nameof(FlowContext.Exchange))
                : parameter.Type == typeof(CancellationToken) ? Expression.Property(context, nameof(FlowContext.Deadline))
                : null;
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

    private static MethodCallExpression Read<TForm>(FormReader<TForm> reader, Expression context) => Expression.Call(
        Expression.Constant(reader), nameof(FormReader<TForm>.Read), null, Expression.Property(context, nameof(FlowContext.Payload)));

    private static FormReader<TForm> ReaderOf<TForm>(string place)
    {
        try
        {
            return FormReader<TForm>.Shared;
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new FlowSetupException($"{place}: System.Text.Json cannot read the form {typeof(TForm).Name}: {exception.Message}");
        }
    }
}
