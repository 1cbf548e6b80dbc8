using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Platica.Functions.Http;
using Platica.Processing.Reading;
using Platica.Processing.Tables;

namespace Platica.Functions.Triggers;

/// <summary>The read API, behind a function key in the header <c>x-functions-key</c>.</summary>
public sealed class ReadFunction(ReadApi api)
{
    /// <summary>
    /// Everything but the other functions' routes. The host asks routes in the order of the functions' names, "read" before
    /// "receive-webhook", and would ask whoever opens a webhook URL for a key.
    /// </summary>
    private const string Route = "{*path:regex(^(?!webhooks|health|operations))}";

    private static readonly ReadAnswer KeyInUrl = ReadAnswer.Problem(
        400, "Key in the URL", "Send the function key in the header x-functions-key instead of ?code=: URLs end up in logs, and so would the key.");

    private static readonly ReadAnswer StoreUnavailable =
        ReadAnswer.Problem(503, "Store unavailable", "The tables do not answer now. Ask again.") with { RetryAfterSeconds = 10 };

    /// <summary>Answers a request.</summary>
    [Function("read")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Route)] HttpRequestData request, CancellationToken cancellationToken)
    {
        if (request.Query["code"] is not null)
        {
            return await request.AnswerAsync(KeyInUrl);
        }

        try
        {
            return await request.AnswerAsync(await api.GetAsync(request.Url.AbsolutePath, request.Url.Query, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            return await request.AnswerAsync(StoreUnavailable);
        }
    }
}
