namespace Platica.Processing.Tests.Cloud;

/// <summary>Something that a process is doing.</summary>
/// <param name="instance">The process.</param>
/// <param name="kind">What it is doing.</param>
/// <param name="leases">The messages that are locked for it.</param>
internal sealed class Work(CloudInstance instance, WorkKind kind, params IReadOnlyList<Lease> leases)
{
    private static readonly AsyncLocal<Work?> Doing = new();

    /// <summary>What the calling code belongs to.</summary>
    public static Work Current => Doing.Value ?? throw new InvalidOperationException("Nobody begun this.");

    public CloudInstance Instance => instance;

    public WorkKind Kind => kind;

    public IReadOnlyList<Lease> Leases => leases;

    /// <summary>Ends when it is done.</summary>
    public Task Task { get; private set; } = Task.CompletedTask;

    /// <summary>What is to be done when it ended, but not when its process died.</summary>
    public Action Finish { get; init; } = () => { };

    /// <summary>What is to be done when its process died.</summary>
    public Action Interrupted { get; init; } = () => { };

    /// <summary>Begins it.</summary>
    public void Begin(Func<Task> begin)
    {
        Doing.Value = this;
        Task = begin();
        Doing.Value = null;
    }
}

/// <summary>The functions of the Azure home that do the work.</summary>
internal enum WorkKind
{
    ReceiveWebhook,
    ProcessEvents,
    RecordDeadLetters,
    DrainFallback,
    Operate,
    Erase,
}
