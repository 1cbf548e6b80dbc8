using System.Net.Http.Headers;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.Cli.Http;

/// <summary>Posts bodies to a receiver as Platica does.</summary>
internal sealed class ReceiverClient(CliHost host, Uri webhook) : IDisposable
{
    private readonly HttpCaller _caller = new(host);

    /// <summary>Whether each delivery opens a connection and closes it, so that its time holds what TCP and TLS take.</summary>
    public bool ConnectsAnew { get; init; }

    /// <summary>Posts one body with Platica's headers, signed unless <paramref name="secret"/> is empty.</summary>
    /// <exception cref="CliException">Nobody answered.</exception>
    public Task<HttpAnswer> PostAsync(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken) =>
        PostAsync(body, PlaticaRequest.HeadersFor(body, secret.Span), cancellationToken);

    /// <summary>Posts one body with these headers.</summary>
    /// <exception cref="NoAnswerException">Nobody answered.</exception>
    public async Task<HttpAnswer> PostAsync(
        ReadOnlyMemory<byte> body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = content };
        request.Headers.ConnectionClose = ConnectsAnew ? true : null;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _caller.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for its health, whatever it is: then a connection is open, and the next answer's time is the receiver's own.</summary>
    /// <exception cref="CliException">Nobody answered.</exception>
    public async Task ConnectAsync(Uri health, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, health);
        await _caller.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();
}
