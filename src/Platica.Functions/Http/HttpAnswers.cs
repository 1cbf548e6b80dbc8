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
    public static Task<HttpResponseData> AnswerAsync(this HttpRequestData request, ReceiveResult result) =>
        WriteAsync(request, result.StatusCode, result.ContentType, result.Body, result.Allow, result.RetryAfterSeconds);

    /// <summary>Answers a reader or an operator.</summary>
    public static Task<HttpResponseData> AnswerAsync(this HttpRequestData request, ReadAnswer answer) =>
        WriteAsync(request, answer.StatusCode, answer.ContentType, answer.Body, answer.Allow, answer.RetryAfterSeconds);

    private static async Task<HttpResponseData> WriteAsync(
        HttpRequestData request, int statusCode, string contentType, ReadOnlyMemory<byte> body, string? allow, int? retryAfterSeconds)
    {
        var response = request.CreateResponse();
        response.StatusCode = (HttpStatusCode)statusCode;
        if (allow is not null)
        {
            response.Headers.Add("Allow", allow);
        }

        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

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
