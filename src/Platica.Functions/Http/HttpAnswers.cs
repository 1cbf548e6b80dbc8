using System.Globalization;
using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Platica.Processing;
using Platica.Processing.Reading;
using Platica.Processing.Receiving;

namespace Platica.Functions.Http;

/// <summary>Writes answers of the pipeline to a response.</summary>
internal static class HttpAnswers
{
    /// <summary>Answers a webhook call.</summary>
    public static Task<HttpResponseData> AnswerAsync(this HttpRequestData request, ReceiveResult result)
    {
        var response = request.CreateResponse();
        if (result.Allow is { } allow)
        {
            response.Headers.Add("Allow", allow);
        }

        if (result.RetryAfterSeconds is { } seconds)
        {
            response.SetRetryAfter(seconds);
        }

        return WriteAsync(request, response, result.StatusCode, result.ContentType, result.Body);
    }

    /// <summary>Answers a reader.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="retryAfterSeconds">When asking again makes sense; null for no matter.</param>
    public static Task<HttpResponseData> AnswerAsync(this HttpRequestData request, ReadAnswer answer, int? retryAfterSeconds = null)
    {
        var response = request.CreateResponse();
        if (retryAfterSeconds is { } seconds)
        {
            response.SetRetryAfter(seconds);
        }

        return WriteAsync(request, response, answer.StatusCode, answer.ContentType, answer.Body);
    }

    private static void SetRetryAfter(this HttpResponseData response, int seconds) =>
        response.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));

    private static async Task<HttpResponseData> WriteAsync(
        HttpRequestData request, HttpResponseData response, int statusCode, string contentType, ReadOnlyMemory<byte> body)
    {
        response.StatusCode = (HttpStatusCode)statusCode;
        response.Headers.Add("Content-Type", contentType);
        foreach (var (name, value) in SecurityHeaders.All)
        {
            response.Headers.Add(name, value);
        }

        if (!request.Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase))
        {
            await response.Body.WriteAsync(body);
        }

        return response;
    }
}
