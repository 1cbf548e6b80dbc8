namespace Platica.Functions.Storage;

/// <summary>Something that is created once, however many wait for it. After a failure the next caller tries again.</summary>
internal sealed class CreatedOnce(Func<Task> create)
{
    private readonly Lock _lock = new();
    private Task? _creation;

    /// <summary>Returns when it is there. A caller who gives up takes nothing from the others.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken)
    {
        Task creation;
        lock (_lock)
        {
            if (_creation is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _creation = create();
            }

            creation = _creation;
        }

        return creation.WaitAsync(cancellationToken);
    }

    /// <summary>It turned out to be gone: the next caller creates it again.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            if (_creation is { IsCompleted: true })
            {
                _creation = null;
            }
        }
    }
}
