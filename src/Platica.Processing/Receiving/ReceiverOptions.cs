namespace Platica.Processing.Receiving;

/// <summary>How webhooks are received.</summary>
public sealed record ReceiverOptions
{
    /// <summary>The largest body that is taken, in bytes (<c>Receiver:MaxBodyBytes</c>); 1 MiB.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a body may take to arrive once its head has; whoever sends more slowly is refused with 408.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a Flow's answer waits at most for its exchange to be queued; then that goes on in the background.</summary>
    public TimeSpan FlowQueueWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long the end of the process waits at most for exchanges that are still being queued.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(5);
}
