using System.Globalization;
using Platica.Processing.Reading;

namespace Platica.LocalHost.Web;

/// <summary>Writes answers of the pipeline to a response.</summary>
internal static class ReadAnswerWriter
{
    /// <summary>Writes status, headers and body.</summary>
    public static Task WriteAnswerAsync(this HttpResponse response, ReadAnswer answer)
    {
        response.StatusCode = answer.StatusCode;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        if (answer.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        if (answer.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return HttpMethods.IsHead(response.HttpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(answer.Body).AsTask();
    }
}
