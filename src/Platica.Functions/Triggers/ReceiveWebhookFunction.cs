using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Platica.Functions.Http;
using Platica.Processing.Receiving;

namespace Platica.Functions.Triggers;

/// <summary>Takes webhook calls. Anybody may call: the signature is the key.</summary>
public sealed class ReceiveWebhookFunction(WebhookReceiver receiver, TimeProvider clock)
{
    /// <summary>Answers a call of any method; the receiver says which it takes.</summary>
    [Function("receive-webhook")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "webhooks/{provider}/{*path}")] HttpRequestData request, string provider, string? path)
    {
        var call = new WebhookRequest
        {
            StartedAt = clock.GetTimestamp(),
            Provider = provider,
            Head = new(request.Method, (path ?? string.Empty).Trim('/'), request.Headers.Find),
            ContentLength = request.Headers.ContentLength(),
            Body = request.Body,
        };

        // The host has read the whole body already. A caller who hung up since sent a delivery all the same.
        return await request.AnswerAsync(await receiver.ReceiveAsync(call, CancellationToken.None));
    }
}
