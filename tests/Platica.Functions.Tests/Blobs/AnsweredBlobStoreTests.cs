using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Platica.Functions.Blobs;
using Platica.Processing.Tables;

namespace Platica.Functions.Tests.Blobs;

/// <summary>What a service may answer and Azurite never does.</summary>
public sealed class AnsweredBlobStoreTests
{
    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "InvalidAuthenticationInfo")]
    [InlineData(HttpStatusCode.BadRequest, "InvalidHeaderValue")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge")]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServerBusy")]
    public async Task Blobs_are_never_refused_only_unavailable(HttpStatusCode status, string code)
    {
        var store = Store(() => Error(status, code));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAsync("blob", CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.WriteAsync("blob", new byte[] { 1 }, CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ListAsync("prefix", 1, CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.DeleteAsync("blob", CancellationToken.None));
    }

    private static BlobStore Store(Func<HttpResponseMessage> answer)
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(new AnsweringBlobService(answer))) };
        options.Retry.MaxRetries = 0;
        return new(new BlobContainerClient(new Uri("https://account.blob.core.windows.net/deliveries"), options));
    }

    private static HttpResponseMessage Error(HttpStatusCode status, string code)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.Add("x-ms-error-code", code);
        return response;
    }

    /// <summary>A blob service that has the container and answers everything else as a test says, below the real client.</summary>
    private sealed class AnsweringBlobService(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = IsCreation(request) ? Error(HttpStatusCode.Conflict, "ContainerAlreadyExists") : answer();
            response.RequestMessage = request;
            return Task.FromResult(response);
        }

        private static bool IsCreation(HttpRequestMessage request) =>
            request.Method == HttpMethod.Put && request.RequestUri!.Query.Contains("restype=container", StringComparison.Ordinal);
    }
}
