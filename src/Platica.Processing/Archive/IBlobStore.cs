using Platica.Processing.Tables;

namespace Platica.Processing.Archive;

/// <summary>Blobs: bodies that the queue cannot carry, and messages that wait while the queue takes nothing.</summary>
/// <exception cref="StoreUnavailableException">Any call: throttled, timed out or unreachable. Nothing is known to be written.</exception>
public interface IBlobStore : IBodyStore
{
    /// <summary>Writes a blob; one of that name is replaced.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The names that begin so, in ordinal order, at most <paramref name="most"/> (1-5,000).</summary>
    Task<IReadOnlyList<string>> ListAsync(string prefix, int most, CancellationToken cancellationToken);

    /// <summary>Deletes a blob; one that is not there is as good.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Returns when the store answers.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
