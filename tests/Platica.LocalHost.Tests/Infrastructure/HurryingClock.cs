namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>A clock that leaves nobody time: whenever it is looked at how long something took, that was half a minute more.</summary>
internal sealed class HurryingClock : TimeProvider
{
    private static readonly long Step = (long)TimeSpan.FromSeconds(30).TotalSeconds * System.TimestampFrequency;

    private long _ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Add(ref _ahead, Step);
}
