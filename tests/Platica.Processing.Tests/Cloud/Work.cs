namespace Platica.Processing.Tests.Cloud;

/// <summary>Something that a process is doing.</summary>
/// <param name="Instance">The process.</param>
/// <param name="Kind">What it is doing.</param>
/// <param name="Task">Ends when it is done.</param>
/// <param name="Leases">The messages that are locked for it.</param>
/// <param name="Finish">What is to be done when it ended, but not when its process died.</param>
internal sealed record Work(CloudInstance Instance, WorkKind Kind, Task Task, IReadOnlyList<Lease> Leases, Action Finish)
{
    /// <summary>What is to be done when its process died.</summary>
    public Action Interrupted { get; init; } = () => { };
}

/// <summary>The functions of the Azure home that do the work.</summary>
internal enum WorkKind
{
    ReceiveWebhook,
    ProcessEvents,
    RecordDeadLetters,
    DrainFallback,
}
