using System.Net.Sockets;

namespace Platica.Cli.Http;

/// <summary>Sends one request and tells in plain words why it could not be sent.</summary>
internal sealed class HttpCaller(CliHost host, TimeSpan? timeout = null) : IDisposable
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new(host.Network, disposeHandler: false) { Timeout = timeout ?? UsualTimeout };

    /// <summary>Sends the request and reads the whole answer, whatever its status.</summary>
    /// <exception cref="NoAnswerException">Nobody answered.</exception>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = host.Clock.GetTimestamp();
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new(response.StatusCode, response.ReasonPhrase ?? "", body, host.Clock.GetElapsedTime(started))
            {
                Location = response.Headers.Location,
                RetryAfter = RetryTime.Of(response, host.Clock.GetUtcNow()),
            };
        }
        catch (HttpRequestException failure)
        {
            throw new NoAnswerException(Explain(request.RequestUri!, failure));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NoAnswerException($"No answer from {Origin(request.RequestUri!)} within {_client.Timeout.TotalSeconds:0} seconds.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string Explain(Uri address, HttpRequestException failure)
    {
        var refused = failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
        return (refused, address.IsLoopback) switch
        {
            (true, true) => $"Nothing listens on {Origin(address)}. Start it with: {Invocation.StartLocalHost}",
            (true, false) => $"Nothing listens on {Origin(address)}. Is the address right?",
            _ => $"Cannot reach {Origin(address)}: {failure.Message}",
        };
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
