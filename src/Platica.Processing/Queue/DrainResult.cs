namespace Platica.Processing.Queue;

/// <summary>What a run of <see cref="FallbackDrain"/> did, and what is left to do.</summary>
/// <param name="Moved">How many messages went to the broker.</param>
/// <param name="Unreadable">How many were damaged and put aside.</param>
/// <param name="Left">How many still wait in the fallback store, 5,000 for that many or more; null when it does not answer.</param>
/// <param name="OldestQueued">When the broker took the oldest message that it holds, in UTC; null when it holds none or does not answer.</param>
public sealed record DrainResult(int Moved, int Unreadable, int? Left, DateTimeOffset? OldestQueued);
