using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Platica.Functions.Tests.Tables;

/// <summary>A table service that answers as a test says, below the real client.</summary>
internal sealed class AnsweringTableService(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int _creations;

    /// <summary>How often a table was created.</summary>
    public int Creations => Volatile.Read(ref _creations);

    /// <summary>A client of it.</summary>
    public TableServiceClient Client
    {
        get
        {
            var options = new TableClientOptions { Transport = new HttpClientTransport(new HttpClient(this)) };
            options.Retry.MaxRetries = 0;
            return new(new Uri("https://account.table.core.windows.net"), new TableSharedKeyCredential("account", Convert.ToBase64String(new byte[32])), options);
        }
    }

    /// <summary>A page of rows that have nothing but a key, and where the next one begins.</summary>
    public static HttpResponseMessage Page(string[] rowKeys, string? next = null)
    {
        var rows = string.Join(',', rowKeys.Select(key => $$"""{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"{{key}}"}"""));
        var response = Answer(HttpStatusCode.OK, $$"""{"value":[{{rows}}]}""");
        if (next is not null)
        {
            response.Headers.Add("x-ms-continuation-NextPartitionKey", "p");
            response.Headers.Add("x-ms-continuation-NextRowKey", next);
        }

        return response;
    }

    /// <summary>An error of the service.</summary>
    public static HttpResponseMessage Error(HttpStatusCode status, string code)
    {
        var response = Answer(status, $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en","value":"It says why."} } }""");
        response.Headers.Add("x-ms-error-code", code);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = IsCreation(request) ? Create() : await answer(request);
        response.RequestMessage = request;
        return response;
    }

    private static bool IsCreation(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal);

    private HttpResponseMessage Create()
    {
        Interlocked.Increment(ref _creations);
        return new(HttpStatusCode.NoContent);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
