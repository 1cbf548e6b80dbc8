using Microsoft.AspNetCore.Http.Features;
using Platica.Processing;
using Platica.Processing.Reading;

namespace Platica.LocalHost.Web;

/// <summary>The read API, for this machine only.</summary>
internal sealed class AdminEndpoint(ReadApi api)
{
    /// <summary>Answers any request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (AdminGuard.Refusal(context.Request) is { } refusal)
        {
            await context.Response.WriteAnswerAsync(Problem(StatusCodes.Status403Forbidden, "For this machine only", refusal));
        }
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            await context.Response.WriteAnswerAsync(Problem(StatusCodes.Status405MethodNotAllowed, "Only GET", "The read API only reads."));
        }
        else
        {
            await context.Response.WriteAnswerAsync(await api.GetAsync(RawPath(context), context.Request.QueryString.Value ?? string.Empty, context.RequestAborted));
        }
    }

    /// <summary>The path as it was sent: the server's own decoding cannot tell an encoded slash within an id from one between segments.</summary>
    private static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? target : target[..question];
    }

    private static ReadAnswer Problem(int status, string title, string detail) => new(status, ProblemJson.MediaType, ProblemJson.Write(status, title, detail));
}
