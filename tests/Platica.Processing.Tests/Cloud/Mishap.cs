namespace Platica.Processing.Tests.Cloud;

/// <summary>What may go wrong around one call to a service.</summary>
internal enum Mishap
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The service does not do it and says so, or says nothing: 429, 503, a time-out on the way there.</summary>
    Refused,

    /// <summary>The service does it, but its answer never comes: a time-out on the way back.</summary>
    AnswerLost,

    /// <summary>The service does it at once and answers late, or never within the caller's patience.</summary>
    AnsweredLate,

    /// <summary>The call is on its way for long, and is carried out even when nobody waits for it any more.</summary>
    CarriedOutLate,

    /// <summary>Others write the row first, several times in a row: 412, even more often than the writer tries.</summary>
    ConflictStorm,

    /// <summary>The broker takes a message twice.</summary>
    TakenTwice,

    /// <summary>The calling process dies before the call happens.</summary>
    CrashBefore,

    /// <summary>The calling process dies after the call happened and before it learns of it.</summary>
    CrashAfter,

    /// <summary>The locks of all that the calling process is working on are lost: others get it too, while this one goes on.</summary>
    LocksLost,
}
