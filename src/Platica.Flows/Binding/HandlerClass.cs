using System.Linq.Expressions;
using System.Reflection;

namespace Platica.Flows.Binding;

/// <summary>A business's class as a delegate: its method, with the object as the first parameter, which is a service.</summary>
internal static class HandlerClass
{
    private static readonly string[] MethodNames = ["Handle", "HandleAsync"];

    /// <summary>The class's one method that handles.</summary>
    /// <exception cref="FlowSetupException">There is none, or there are several.</exception>
    public static Delegate Open<THandler>(string place)
        where THandler : class
    {
        MethodInfo[] methods = [.. typeof(THandler).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Where(method => MethodNames.Contains(method.Name) && !method.IsGenericMethod)];
        if (methods is not [var handle])
        {
            throw new FlowSetupException(
                $"{place}: the class {typeof(THandler).Name} has {methods.Length} public methods Handle or HandleAsync; it needs one.");
        }

        var types = handle.GetParameters().Select(parameter => parameter.ParameterType);
        Type[] owner = handle.IsStatic ? [] : [typeof(THandler)];
        return handle.CreateDelegate(Expression.GetDelegateType([.. owner, .. types, handle.ReturnType]));
    }

    /// <summary>What the class's constructor needs; a class with several is left to dependency injection.</summary>
    public static IEnumerable<HandlerParameter> ServicesOf<THandler>() => typeof(THandler).GetConstructors() is [var only]
        ? only.GetParameters()
            .Where(parameter => !parameter.HasDefaultValue)
            .Select(parameter => new HandlerParameter(parameter.Name ?? "unnamed", parameter.ParameterType))
        : [];
}
