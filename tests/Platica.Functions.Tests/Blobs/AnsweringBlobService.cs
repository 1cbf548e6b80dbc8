using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Platica.Functions.Tests.Blobs;

/// <summary>A blob service with one container, below the real client.</summary>
internal sealed class AnsweringBlobService : HttpMessageHandler
{
    /// <summary>Whether the container is there.</summary>
    public bool ContainerExists { get; set; }

    /// <summary>Whether the caller may create a container. A role on the container alone does not say so.</summary>
    public bool MayCreate { get; set; } = true;

    /// <summary>How it answers everything about blobs; null to do what is asked.</summary>
    public (HttpStatusCode Status, string Code)? Failure { get; init; }

    /// <summary>How often the container was to be created.</summary>
    public int Creations { get; private set; }

    /// <summary>How often a blob was written.</summary>
    public int Writes { get; private set; }

    /// <summary>A client of the container.</summary>
    public BlobContainerClient Container
    {
        get
        {
            var options = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(this)) };
            options.Retry.MaxRetries = 0;
            return new(new Uri("https://account.blob.core.windows.net/deliveries"), options);
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var query = request.RequestUri!.Query;
        var isContainer = query.Contains("restype=container", StringComparison.Ordinal) && !query.Contains("comp=list", StringComparison.Ordinal);
        var response = (isContainer, request.Method == HttpMethod.Put) switch
        {
            (true, true) => Create(),
            (true, false) => ContainerExists ? Done(HttpStatusCode.OK) : Error(HttpStatusCode.NotFound, "ContainerNotFound"),
            _ => Failure is { } failure ? Error(failure.Status, failure.Code) : Write(),
        };
        response.RequestMessage = request;
        return Task.FromResult(response);
    }

    private HttpResponseMessage Create()
    {
        Creations++;
        if (!MayCreate)
        {
            return Error(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch");
        }

        ContainerExists = true;
        return Done(HttpStatusCode.Created);
    }

    private HttpResponseMessage Write()
    {
        if (!ContainerExists)
        {
            return Error(HttpStatusCode.NotFound, "ContainerNotFound");
        }

        Writes++;
        return Done(HttpStatusCode.Created);
    }

    private static HttpResponseMessage Done(HttpStatusCode status)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        response.Headers.ETag = new("\"1\"");
        response.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        return response;
    }

    private static HttpResponseMessage Error(HttpStatusCode status, string code)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        response.Headers.Add("x-ms-error-code", code);
        return response;
    }
}
