using Azure.Storage.Blobs;
using Platica.Functions.Blobs;
using Platica.Functions.Tests.Azurite;
using Platica.Processing.Archive;
using Platica.Testing.Archive;

namespace Platica.Functions.Tests.Blobs;

/// <summary>The contract of every blob store on Blob Storage.</summary>
[NeedsAzurite]
[Collection(AzuriteTests.Name)]
public sealed class BlobStoreTests(AzuriteFixture azurite) : BlobStoreContract
{
    /// <inheritdoc/>
    protected override IBlobStore Store => field ??= new BlobStore(
        new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient("deliveries"));

    [Fact]
    public async Task A_container_that_somebody_deleted_is_created_again()
    {
        var container = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient($"new-{Guid.NewGuid():N}");
        var store = new BlobStore(container);
        await store.WriteAsync("blob", new byte[] { 1 }, CancellationToken.None);
        await container.DeleteAsync();

        await Assert.ThrowsAsync<Platica.Processing.Tables.StoreUnavailableException>(
            () => store.WriteAsync("blob", new byte[] { 1 }, CancellationToken.None));
        await store.WriteAsync("blob", new byte[] { 2 }, CancellationToken.None);

        Assert.Equal([2], (await store.ReadAsync("blob", CancellationToken.None))?.ToArray());
    }
}
