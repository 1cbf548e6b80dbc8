using System.Net.Http.Headers;
using Platica.Webhooks.Samples;

namespace Platica.Cli.Http;

/// <summary>Calls a receiver as a provider does.</summary>
internal sealed class ReceiverClient(CliHost host, Uri webhook) : IDisposable
{
    private readonly HttpCaller _caller = new(host);

    /// <summary>Whether each delivery opens a connection and closes it, so that its time holds what TCP and TLS take.</summary>
    public bool ConnectsAnew { get; init; }

    /// <summary>Makes one call.</summary>
    /// <exception cref="NoAnswerException">Nobody answered.</exception>
    public async Task<HttpAnswer> SendAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(call.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), AddressOf(call)) { Content = content };
        request.Headers.ConnectionClose = ConnectsAnew ? true : null;
        foreach (var (name, value) in call.Headers)
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

    private Uri AddressOf(ProviderCall call) =>
        call.Path.Length == 0 ? webhook : new UriBuilder(webhook) { Path = $"{webhook.AbsolutePath.TrimEnd('/')}/{call.Path}" }.Uri;
}
