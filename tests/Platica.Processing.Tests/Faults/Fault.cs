namespace Platica.Processing.Tests.Faults;

/// <summary>What may go wrong around one call to the store.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The consumer crashes before the call happens.</summary>
    CrashBefore,

    /// <summary>The consumer crashes after the call happened and before it learns of it.</summary>
    CrashAfter,

    /// <summary>The call does not happen, and the consumer is told that the store is unavailable.</summary>
    CallLost,

    /// <summary>The call happens, but the consumer is told that the store is unavailable.</summary>
    AnswerLost,

    /// <summary>The call happens, but the queue's lock has run out: the batch is delivered again while this consumer goes on with it.</summary>
    LockLost,
}
