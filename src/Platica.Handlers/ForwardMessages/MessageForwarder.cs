using System.Net.Http.Json;

namespace Platica.Handlers.ForwardMessages;

/// <summary>Posts messages to the endpoint.</summary>
internal sealed class MessageForwarder(Uri endpoint, HttpMessageHandler network) : IDisposable
{
    private readonly HttpClient _http = new(network);

    /// <summary>Sends one message; returns when the endpoint has taken it.</summary>
    /// <exception cref="HttpRequestException">The endpoint is not there, or answered anything but 2xx.</exception>
    public async Task SendAsync(ForwardedMessage message, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = JsonContent.Create(message) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        using var answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
