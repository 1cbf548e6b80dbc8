using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Faults;

/// <summary>A call to the store that somebody else decides about: when it happens, and whether the caller ever learns of it.</summary>
internal abstract class GatedCall(Consumer caller, StoreCall call)
{
    /// <summary>Who waits for the answer.</summary>
    public Consumer Caller => caller;

    /// <summary>What is asked.</summary>
    public StoreCall Call => call;

    /// <summary>Lets it happen.</summary>
    public abstract void Perform();

    /// <summary>Gives the caller the answer; what it does then, up to its next calls, happens before this returns.</summary>
    public abstract void Answer();

    /// <summary>Tells the caller that there is none.</summary>
    public abstract void Fail();
}

/// <summary>A call with an answer of one type.</summary>
internal sealed class GatedCall<T>(Consumer caller, StoreCall call, Func<Task<T>> perform) : GatedCall(caller, call)
{
    // Continuations run within SetResult: that leaves the order of everything to the scheduler.
    private readonly TaskCompletionSource<T> _answer = new();
    private T? _result;

    /// <summary>What the caller awaits.</summary>
    public Task<T> Awaited => _answer.Task;

    public override void Perform() => _result = AtOnce.Get(perform());

    public override void Answer() => _answer.SetResult(_result!);

    public override void Fail() => _answer.SetException(new StoreUnavailableException("There is no answer."));
}
