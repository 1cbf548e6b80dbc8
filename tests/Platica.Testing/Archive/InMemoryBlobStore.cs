using Platica.Processing.Archive;
using Platica.Processing.Tables;

namespace Platica.Testing.Archive;

/// <summary>Blobs in memory, with a switch for an outage; <see cref="BlobStoreContract"/> holds it to what real stores do.</summary>
public sealed class InMemoryBlobStore : IBlobStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    /// <summary>While true, no call is answered.</summary>
    public bool IsDown { get; set; }

    /// <summary>What every call fails with; for a fault that nobody foresaw.</summary>
    public Exception? Fault { get; set; }

    /// <summary>While true, no call ever ends, not even one that is cancelled.</summary>
    public bool Hangs { get; set; }

    /// <summary>The names of all blobs, in ordinal order.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _blobs.Keys];
            }
        }
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken) => Answer<ReadOnlyMemory<byte>?>(
        () => _blobs.TryGetValue(reference, out var content) ? content.ToArray() : (ReadOnlyMemory<byte>?)null, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Answer(() => _blobs[name] = content.ToArray(), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(string prefix, int most, CancellationToken cancellationToken) => Answer<IReadOnlyList<string>>(
        () => [.. _blobs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Take(most)], cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => Answer(() => _blobs.Remove(name), cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => Answer(() => true, cancellationToken);

    private Task<T> Answer<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        if (Hangs)
        {
            return new TaskCompletionSource<T>().Task;
        }

        if (Fault is not null)
        {
            return Task.FromException<T>(Fault);
        }

        lock (_lock)
        {
            return IsDown ? Task.FromException<T>(new StoreUnavailableException("The blob store is down.")) : Task.FromResult(answer());
        }
    }
}
