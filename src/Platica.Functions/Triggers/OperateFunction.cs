using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Platica.Functions.Http;
using Platica.Processing.Operations;

namespace Platica.Functions.Triggers;

/// <summary>
/// The operations, behind the app's master key in the header <c>x-functions-key</c>: a key for reading must not be enough to send, drop or
/// erase anything.
/// </summary>
public sealed class OperateFunction(OperationsApi api)
{
    /// <summary>Does one page of an operation; the API says which methods it takes.</summary>
    [Function("operate")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, Route = "operations/{*path}")] HttpRequestData request, CancellationToken cancellationToken) =>
        await request.AnswerAsync(await api.RunAsync(
            new(request.Method, request.Url.AbsolutePath, request.Url.Query, request.Body), cancellationToken));
}
