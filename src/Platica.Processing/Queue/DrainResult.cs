namespace Platica.Processing.Queue;

/// <summary>What a run of <see cref="FallbackDrain"/> did, and what is left to do.</summary>
/// <param name="Moved">How many messages went to the broker.</param>
/// <param name="PutAside">How many will never go to the broker, damaged or not taken by it, and are kept elsewhere in the blob store.</param>
/// <param name="Left">How many still wait in the fallback store, 5,000 for that many or more; null when it does not answer.</param>
/// <param name="OldestAge">How long the oldest message that the broker holds has been there, zero when it holds none; null when it does not answer.</param>
public sealed record DrainResult(int Moved, int PutAside, int? Left, TimeSpan? OldestAge);
