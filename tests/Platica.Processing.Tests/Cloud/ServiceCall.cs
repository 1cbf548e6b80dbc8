using Platica.Processing.Tests.Faults;

namespace Platica.Processing.Tests.Cloud;

/// <summary>A call to a service that somebody else decides about: when it happens, and whether the caller ever learns of it.</summary>
internal abstract class ServiceCall(CloudInstance caller, CloudService service, string what)
{
    /// <summary>The process that waits for the answer.</summary>
    public CloudInstance Caller => caller;

    /// <summary>What the process is doing.</summary>
    public Work Work { get; } = Work.Current;

    /// <summary>Whom it asks.</summary>
    public CloudService Service => service;

    /// <summary>What it asks, for the log.</summary>
    public string What => what;

    /// <summary>Whether it is a write under an ETag.</summary>
    public bool IsConditional { get; init; }

    /// <summary>
    /// Whether somebody who erases learns from it whose something is, which he does one delivery after the other. He never waits then, for whom
    /// he makes wait is woken on any thread, and nobody could tell when.
    /// </summary>
    public bool IsAtOnce => Work.Kind == WorkKind.Erase && IsLearning;

    /// <summary>Whether it only reads, or notes who was erased.</summary>
    public bool IsLearning { get; init; }

    /// <summary>Has the service do it once more; null where that is not how the service fails.</summary>
    public Action? Again { get; init; }

    /// <summary>Lets it happen.</summary>
    public abstract void Perform();

    /// <summary>Gives the caller the answer; what it does then, up to its next calls, happens before this returns.</summary>
    public abstract void Answer();

    /// <summary>Tells the caller that there is none.</summary>
    public abstract void Fail();

    /// <summary>Tells the caller that somebody else was first.</summary>
    public abstract void Conflict();
}

/// <summary>A call with an answer of one type.</summary>
internal sealed class ServiceCall<T>(
    CloudInstance caller, CloudService service, string what, Func<Task<T>> perform, Exception unavailable, T? conflict = default)
    : ServiceCall(caller, service, what)
{
    // Continuations run within SetResult: that leaves the order of everything to the scheduler.
    private readonly TaskCompletionSource<T> _answer = new();
    private Task<T>? _performed;

    /// <summary>What the caller awaits.</summary>
    public Task<T> Awaited => _answer.Task;

    public override void Perform() => _performed = PerformAsync();

    public override void Answer()
    {
        if (_performed!.IsFaulted)
        {
            _answer.SetException(_performed.Exception.InnerExceptions);
        }
        else
        {
            _answer.SetResult(AtOnce.Get(_performed));
        }
    }

    public override void Fail() => _answer.SetException(unavailable);

    public override void Conflict() => _answer.SetResult(conflict!);

    private async Task<T> PerformAsync() => await perform();
}
