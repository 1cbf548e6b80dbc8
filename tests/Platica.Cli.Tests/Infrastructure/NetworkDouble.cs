using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Platica.Cli.Tests.Infrastructure;

/// <summary>A network with one server on it: keeps every request and answers as told.</summary>
internal sealed class NetworkDouble(Func<SentRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<SentRequest> Requests { get; } = [];

    public static NetworkDouble Answering(HttpStatusCode status, string body = "") => new(_ => Response(status, body));

    /// <summary>A read API with a page for each path and query, the limit left out; any other gets a 404.</summary>
    public static NetworkDouble Serving(params (string PathAndQuery, string Body)[] pages) => new(request =>
    {
        var asked = Regex.Replace(new Uri(request.Url).PathAndQuery, @"(?<=[?&])limit=\d+&?", "").TrimEnd('?', '&');
        var page = pages.Where(page => page.PathAndQuery == asked).Select(page => page.Body).FirstOrDefault();
        return page is null
            ? Response(HttpStatusCode.NotFound, $$"""{"detail":"no page for {{asked}}"}""")
            : Response(HttpStatusCode.OK, page);
    });

    public static NetworkDouble WithNobody() =>
        new(_ => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)));

    public static HttpResponseMessage Response(HttpStatusCode status, string body = "") =>
        new(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = new SentRequest(
            request.Method,
            request.RequestUri!.AbsoluteUri,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(' ', header.Value)),
            request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken));
        lock (Requests)
        {
            Requests.Add(sent);
            return answer(sent);
        }
    }
}
