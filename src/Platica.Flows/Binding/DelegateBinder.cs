using System.Linq.Expressions;
using Microsoft.Extensions.DependencyInjection;

namespace Platica.Flows.Binding;

/// <summary>Calls a business's delegate, whatever parameters it takes: those that the caller knows, and services for the others.</summary>
internal static class DelegateBinder
{
    /// <summary>The call of a delegate as an expression, to be compiled once at registration.</summary>
    /// <param name="handler">The business's delegate.</param>
    /// <param name="services">The <see cref="IServiceProvider"/> of the call.</param>
    /// <param name="known">The value of a parameter that is no service; null for a service.</param>
    /// <param name="refusal">Makes the exception of a problem's description.</param>
    public static BoundCall Bind(
        Delegate handler, Expression services, Func<HandlerParameter, Expression?> known, Func<string, Exception> refusal)
    {
        var parameters = ParametersOf(handler);
        if (parameters.Find(parameter => parameter.Type.IsByRef) is { } byReference)
        {
            throw refusal($"the parameter {byReference} is passed by reference, which no handler can take.");
        }

        var injected = new List<HandlerParameter>();
        var arguments = parameters.ConvertAll(parameter => known(parameter) ?? Inject(parameter));
        return new(Expression.Invoke(Expression.Constant(handler, handler.GetType()), arguments), injected);

        Expression Inject(HandlerParameter parameter)
        {
            injected.Add(parameter);
            return Expression.Call(
                typeof(ServiceProviderServiceExtensions),
                nameof(ServiceProviderServiceExtensions.GetRequiredService),
                [parameter.Type],
                services);
        }
    }

    // The delegate's type tells how to call it, the method behind it how the business named the parameters. The method may begin with one
    // more, a closure; a method of a class has one less, the object that it belongs to.
    private static List<HandlerParameter> ParametersOf(Delegate handler)
    {
        var declared = handler.GetType().GetMethod(nameof(Action.Invoke))!.GetParameters();
        var named = handler.Method.GetParameters();
        var before = named.Length - declared.Length;
        return [.. declared.Select((type, index) =>
            new HandlerParameter(named.ElementAtOrDefault(index + before)?.Name ?? "unnamed", type.ParameterType))];
    }
}
