using System.Net;
using System.Text;
using System.Text.Json;
using Platica.LocalHost.Data;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>Reaches a LocalHost in another process: as Platica, which posts, and as a developer, who reads.</summary>
internal sealed class LocalHostClient(LocalEndpoints endpoints, string secret) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public LocalHostClient(LocalHostProcess process)
        : this(process.Endpoints, process.Secret)
    {
    }

    /// <summary>Posts a delivery as Platica does.</summary>
    public Task<HttpStatusCode> PostAsync(ReadOnlyMemory<byte> body) => PostAsync(body, secret);

    /// <inheritdoc cref="PostAsync(ReadOnlyMemory{byte})"/>
    public Task<HttpStatusCode> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    /// <summary>Posts a delivery as somebody who guesses the secret.</summary>
    public Task<HttpStatusCode> PostForgedAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body), "guessed");

    /// <summary>All items of a list of the read API, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> GetItemsAsync(string path)
    {
        var items = new List<JsonElement>();
        var continuation = string.Empty;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            using var answer = await _http.GetAsync(new Uri(endpoints.Admin, $"{path}{separator}limit=500&continuation={continuation}"));
            var page = JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
            items.AddRange(page.GetProperty("items").EnumerateArray());
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        return items;
    }

    /// <summary>The ids of a list's items.</summary>
    public async Task<IReadOnlyList<string>> GetIdsAsync(string path) =>
        [.. (await GetItemsAsync(path)).Select(item => item.GetProperty("id").GetString()!)];

    public void Dispose() => _http.Dispose();

    private async Task<HttpStatusCode> PostAsync(ReadOnlyMemory<byte> body, string key)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.Add("X-Webhook-Signature", WebhookSignature.Sign(body.Span, Encoding.UTF8.GetBytes(key)));
        using var answer = await _http.PostAsync(new Uri(endpoints.Receiver, "/api/webhooks/platica"), content);
        return answer.StatusCode;
    }
}
