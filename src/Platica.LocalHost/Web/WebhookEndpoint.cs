using System.Globalization;
using Platica.LocalHost.Terminal;
using Platica.Processing;
using Platica.Processing.Health;
using Platica.Processing.Receiving;

namespace Platica.LocalHost.Web;

/// <summary>What the world can reach: <c>/api/webhooks/{provider}</c>, with whatever follows it, and <c>/api/health</c>, nothing else.</summary>
internal sealed class WebhookEndpoint(WebhookReceiver receiver, HealthReporter health, DeliveryLines lines, TimeProvider clock)
{
    /// <summary>Answers any request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var startedAt = clock.GetTimestamp();
        return context.Request.Path.Value?.Trim('/').Split('/') switch
        {
            ["api", "webhooks", var provider, .. var path] => ReceiveAsync(context, provider, string.Join('/', path).Trim('/'), startedAt),
            ["api", "health"] when HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) => HealthAsync(context),
            _ => ProblemAsync(context, "Only /api/webhooks/{provider} and /api/health are served here. The read API has an address of its own (--admin-urls)."),
        };
    }

    private async Task ReceiveAsync(HttpContext context, string provider, string path, long startedAt)
    {
        ReceiveResult result;
        try
        {
            result = await receiver.ReceiveAsync(RequestOf(context, provider, path, startedAt), context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException && !context.Response.HasStarted)
        {
            // The caller hung up, or sent too slowly, before the body was whole: nobody reads an answer.
            context.Abort();
            return;
        }

        lines.Write(context.Request.Method, result, clock.GetElapsedTime(startedAt));
        await WriteAsync(context, result);
    }

    private static WebhookRequest RequestOf(HttpContext context, string provider, string path, long startedAt)
    {
        var headers = context.Request.Headers;
        return new WebhookRequest
        {
            Provider = provider,
            Head = new(context.Request.Method, path, name => headers.TryGetValue(name, out var values) ? values.ToString() : null),
            ContentLength = context.Request.ContentLength,
            Body = context.Request.Body,
            StartedAt = startedAt,
        };
    }

    private static Task WriteAsync(HttpContext context, ReceiveResult result)
    {
        var response = context.Response;
        response.StatusCode = result.StatusCode;
        response.ContentType = result.ContentType;
        response.ContentLength = result.Body.Length;
        if (result.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        if (result.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (result.StatusCode is StatusCodes.Status408RequestTimeout or StatusCodes.Status411LengthRequired or StatusCodes.Status413PayloadTooLarge)
        {
            // The body stays unread, so the connection cannot be used again.
            response.Headers.Connection = "close";
        }

        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(result.Body, CancellationToken.None).AsTask();
    }

    private async Task HealthAsync(HttpContext context)
    {
        var answer = await health.ReportAsync(context.RequestAborted);
        await context.Response.WriteAnswerAsync(answer);
    }

    private static Task ProblemAsync(HttpContext context, string detail)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = ProblemJson.MediaType;
        return context.Response.Body.WriteAsync(ProblemJson.Write(StatusCodes.Status404NotFound, "Not here", detail)).AsTask();
    }
}
