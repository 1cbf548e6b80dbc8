using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Platica.LocalHost.Tests.Privacy;

/// <summary>Stands before a port: all its calls fail while a test wants that, but for the question whether it answers, which health asks at any time.</summary>
public class FailingPort : DispatchProxy
{
    private const string Check = "CheckAsync";

    private object _target = null!;
    private volatile Exception? _problem;

    /// <summary>What calls fail with; null while they do not.</summary>
    public Exception? Problem
    {
        get => _problem;
        set => _problem = value;
    }

    /// <summary>Puts one before <paramref name="target"/>.</summary>
    public static (TPort Port, FailingPort Control) Before<TPort>(TPort target)
        where TPort : class
    {
        var port = Create<TPort, FailingPort>();
        var control = (FailingPort)(object)port;
        control._target = target;
        return (port, control);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != Check && _problem is { } problem)
        {
            throw problem;
        }

        try
        {
            return targetMethod.Invoke(_target, args);
        }
        catch (TargetInvocationException wrapped)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException!);
            throw;
        }
    }
}
