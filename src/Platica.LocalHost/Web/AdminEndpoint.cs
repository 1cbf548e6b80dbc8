using Microsoft.AspNetCore.Http.Features;
using Platica.Processing.Operations;
using Platica.Processing.Reading;

namespace Platica.LocalHost.Web;

/// <summary>The read API and the operations, for this machine only; the operations only for who can read the key in the data folder.</summary>
internal sealed class AdminEndpoint(ReadApi api, OperationsApi operations, OperationsGuard guard)
{
    /// <summary>Answers any request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var path = RawPath(context);
        if (AdminGuard.Refusal(context.Request) is { } refusal)
        {
            await context.Response.WriteAnswerAsync(ReadAnswer.Problem(StatusCodes.Status403Forbidden, "For this machine only", refusal));
        }
        else if (path.StartsWith(OperationsApi.PathPrefix, StringComparison.OrdinalIgnoreCase))
        {
            await OperateAsync(context, path);
        }
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAnswerAsync(
                ReadAnswer.Problem(StatusCodes.Status405MethodNotAllowed, "Only GET", "The read API only reads.") with { Allow = "GET, HEAD" });
        }
        else
        {
            await context.Response.WriteAnswerAsync(await api.GetAsync(path, QueryOf(context), context.RequestAborted));
        }
    }

    private async Task OperateAsync(HttpContext context, string path)
    {
        var answer = guard.Refusal(context.Request) ?? await operations.RunAsync(
            new(context.Request.Method, path, QueryOf(context), context.Request.Body), context.RequestAborted);
        if (answer.StatusCode >= StatusCodes.Status400BadRequest)
        {
            // The body may be unread, so the connection cannot be used again.
            context.Response.Headers.Connection = "close";
        }

        await context.Response.WriteAnswerAsync(answer);
    }

    private static string QueryOf(HttpContext context) => context.Request.QueryString.Value ?? string.Empty;

    /// <summary>The path as it was sent: the server's own decoding cannot tell an encoded slash within an id from one between segments.</summary>
    private static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? target : target[..question];
    }
}
