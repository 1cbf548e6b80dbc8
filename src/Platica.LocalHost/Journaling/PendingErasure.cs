namespace Platica.LocalHost.Journaling;

/// <summary>A record that is to be erased; completes when it is.</summary>
/// <param name="offset">Where it stands.</param>
internal sealed class PendingErasure(long offset) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Where it stands.</summary>
    public long Offset { get; } = offset;
}
