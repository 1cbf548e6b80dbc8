using System.Net;
using Platica.Functions.Blobs;
using Platica.Processing.Tables;

namespace Platica.Functions.Tests.Blobs;

/// <summary>What a service may answer and Azurite, which knows no roles, never does.</summary>
public sealed class AnsweredBlobStoreTests
{
    [Fact]
    public async Task A_container_that_is_there_needs_no_right_to_create_one()
    {
        using var service = new AnsweringBlobService { ContainerExists = true, MayCreate = false };
        var store = new BlobStore(service.Container);

        await WriteAsync(store);

        Assert.Equal(1, service.Writes);
        Assert.Equal(0, service.Creations);
    }

    [Fact]
    public async Task A_container_that_is_missing_is_created_once()
    {
        using var service = new AnsweringBlobService();
        var store = new BlobStore(service.Container);

        await WriteAsync(store);
        await WriteAsync(store);

        Assert.Equal(2, service.Writes);
        Assert.Equal(1, service.Creations);
    }

    [Fact]
    public async Task A_container_that_may_not_be_created_is_asked_for_again_at_the_next_call()
    {
        using var service = new AnsweringBlobService { MayCreate = false };
        var store = new BlobStore(service.Container);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store));

        service.ContainerExists = true;
        await WriteAsync(store);

        Assert.Equal(1, service.Writes);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "InvalidAuthenticationInfo")]
    [InlineData(HttpStatusCode.BadRequest, "InvalidHeaderValue")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge")]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServerBusy")]
    public async Task Blobs_are_never_refused_only_unavailable(HttpStatusCode status, string code)
    {
        using var service = new AnsweringBlobService { ContainerExists = true, Failure = (status, code) };
        var store = new BlobStore(service.Container);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAsync("blob", CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ListAsync("prefix", 1, CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.DeleteAsync("blob", CancellationToken.None));
    }

    private static Task WriteAsync(BlobStore store) => store.WriteAsync("blob", new byte[] { 1 }, CancellationToken.None);
}
