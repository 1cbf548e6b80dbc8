using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Platica.Functions.Storage;
using Platica.Processing.Archive;

namespace Platica.Functions.Blobs;

/// <summary>Azure Blob Storage: one container, created before it is used for the first time.</summary>
internal sealed class BlobStore(BlobContainerClient container) : IBlobStore
{
    private readonly CreatedOnce _container = new(() => CreateIfMissingAsync(container));

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string reference, CancellationToken cancellationToken) => CallAsync<ReadOnlyMemory<byte>?>(
        async () =>
        {
            try
            {
                var download = await container.GetBlobClient(reference).DownloadContentAsync(cancellationToken);
                return download.Value.Content.ToMemory();
            }
            catch (RequestFailedException failure) when (failure is { Status: 404, ErrorCode: "BlobNotFound" })
            {
                return null;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => CallAsync(
        () => container.GetBlobClient(name).UploadAsync(new BinaryData(content), overwrite: true, cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is not 1-5,000.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, 5000);
        return await CallAsync(() => NamesAsync(prefix, most, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => CallAsync(
        () => container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => CallAsync(
        () => container.GetPropertiesAsync(cancellationToken: cancellationToken),
        cancellationToken);

    private static async Task CreateIfMissingAsync(BlobContainerClient container)
    {
        // With a role on this container alone, asking is allowed and creating may not be, even where there is nothing to create.
        if (!await container.ExistsAsync(CancellationToken.None))
        {
            await container.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string prefix, int most, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            names.Add(blob.Name);
            if (names.Count == most)
            {
                break;
            }
        }

        return names;
    }

    private async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            await _container.EnsureAsync(cancellationToken);
            return await call();
        }
        catch (Exception problem) when (StorageFailure.IsOne(problem, cancellationToken))
        {
            if (StorageFailure.IsGone(problem))
            {
                _container.Forget();
            }

            throw StorageFailure.ToUnavailable(problem);
        }
    }
}
