using Platica.Processing.Archive;
using Platica.Processing.Tables;

namespace Platica.Processing.Tests.Cloud;

/// <summary>The blobs as one process sees them: every call waits until it is let through.</summary>
internal sealed class RemoteBlobs(IBlobStore blobs, CloudInstance caller) : IBlobStore
{
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken) =>
        Call($"read {reference}", () => blobs.ReadAsync(reference, CancellationToken.None), isLearning: true);

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Call($"write {name}", () => blobs.WriteAsync(name, content, CancellationToken.None));

    public Task<IReadOnlyList<string>> ListAsync(string prefix, int most, CancellationToken cancellationToken) =>
        Call($"list {prefix}", () => blobs.ListAsync(prefix, most, CancellationToken.None), isLearning: true);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        Call($"delete {name}", () => blobs.DeleteAsync(name, CancellationToken.None));

    public Task CheckAsync(CancellationToken cancellationToken) => blobs.CheckAsync(cancellationToken);

    private Task<bool> Call(string what, Func<Task> perform) => Call(what, async () =>
    {
        await perform();
        return true;
    });

    private Task<T> Call<T>(string what, Func<Task<T>> perform, bool isLearning = false) => caller.CallAsync(
        new ServiceCall<T>(caller, CloudService.Blobs, what, perform, new StoreUnavailableException("The blobs do not answer.")) { IsLearning = isLearning });
}
