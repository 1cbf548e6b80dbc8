using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platica.Flows;
using Platica.LocalHost.Data;
using Platica.Processing.Receiving;
using Platica.Webhooks.Signatures;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>A LocalHost in this process, reached over HTTP: free ports of 127.0.0.1 and a data folder of its own that goes with it.</summary>
internal sealed class RunningLocalHost : IAsyncDisposable
{
    public const string WebhookPath = "/api/webhooks/platica";
    public const string SignatureHeader = "X-Webhook-Signature";
    public const string Secret = "whsec_for_tests";

    private const string MarkPrefix = "mark of a test ";
    private static readonly TimeSpan SafetyTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(3);

    private readonly Action<IServiceCollection>? _configure;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly PrintedLines _printed = new();
    private readonly TextWriter _terminal;
    private LocalHostApplication? _application;
    private int _markers;

    private RunningLocalHost(LocalHostOptions options, Action<IServiceCollection>? configure, TextWriter? terminal) =>
        (Options, _configure, _terminal) = (options, configure, terminal ?? new PrintedLinesWriter(_printed));

    public LocalHostOptions Options { get; }

    /// <summary>What the terminal shows.</summary>
    public PrintedLines Printed => _printed;

    public LocalHostApplication Application => _application ?? throw new InvalidOperationException("The host is stopped.");

    /// <summary>Starts a host with <see cref="Secret"/>, unless <paramref name="adjust"/> says otherwise.</summary>
    /// <param name="adjust">Changes the options.</param>
    /// <param name="configure">Replaces services.</param>
    /// <param name="terminal">Gets what it prints; without one <see cref="Printed"/> does.</param>
    public static async Task<RunningLocalHost> StartAsync(
        Func<LocalHostOptions, LocalHostOptions>? adjust = null, Action<IServiceCollection>? configure = null, TextWriter? terminal = null)
    {
        var options = new LocalHostOptions
        {
            Data = new DataFolder(Path.Combine(Path.GetTempPath(), $"platica-{Guid.NewGuid():N}")),
            ReceiverUrl = new("http://127.0.0.1:0"),
            AdminUrl = new("http://127.0.0.1:0"),
            Secret = Secret,

            // On a busy machine the usual times would make tests of something else fail.
            Flows = new FlowOptions { DeadlineMilliseconds = 700 },
            Receiver = new ReceiverOptions { FlowQueueWait = SafetyTimeout },
        };
        var host = new RunningLocalHost(adjust?.Invoke(options) ?? options, configure, terminal);
        host.Options.Data.Create();
        await host.StartAsync();
        return host;
    }

    /// <summary>Sends any request to the receiver's address.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, new Uri(Application.Endpoints.Receiver, path), content, headers);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? content, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _http.SendAsync(request);
    }

    /// <summary>Posts a body to the webhook as it is.</summary>
    public Task<HttpResponseMessage> PostAsync(byte[] body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, WebhookPath, new ByteArrayContent(body), headers);

    /// <summary>Posts a body with the signature of the host's secret; without one when it has no secret.</summary>
    public Task<HttpResponseMessage> SignedPostAsync(byte[] body, params (string Name, string Value)[] headers) =>
        Options.Secret is { } secret
            ? PostAsync(body, [.. headers, (SignatureHeader, WebhookSignature.Sign(body, Encoding.UTF8.GetBytes(secret)))])
            : PostAsync(body, headers);

    /// <inheritdoc cref="SignedPostAsync(byte[], ValueTuple{string, string}[])"/>
    public Task<HttpResponseMessage> SignedPostAsync(string json, params (string Name, string Value)[] headers) =>
        SignedPostAsync(Encoding.UTF8.GetBytes(json), headers);

    /// <summary>A GET of the read API, whatever it answers. The path's percent-encoding is left as it is.</summary>
    public Task<HttpResponseMessage> ReadAsync(string path)
    {
        var address = $"{Application.Endpoints.Admin.GetLeftPart(UriPartial.Authority)}{path}";
        return _http.GetAsync(new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
    }

    /// <summary>Calls an operation with the key of the data folder, whatever it answers.</summary>
    public Task<HttpResponseMessage> OperateAsync(string name, string parameters, params (string Name, string Value)[] headers) =>
        SendToAdminAsync(
            HttpMethod.Post, $"/api/operations/{name}", new StringContent(parameters), [.. headers, ("x-functions-key", Options.Data.ReadOperationsKey()!)]);

    /// <summary>
    /// Runs an operation to its end, as every caller must: a call that has no more time answers where to go on, and on a busy machine any call may.
    /// </summary>
    /// <returns>What all calls counted.</returns>
    public async Task<IReadOnlyDictionary<string, long>> OperateToEndAsync(string name, string parameters)
    {
        var counts = new Dictionary<string, long>();
        var next = JsonNode.Parse(parameters)!.AsObject();
        do
        {
            using var answer = await OperateAsync(name, next.ToJsonString());
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{name}: {(int)answer.StatusCode} {text}");
            var page = JsonElement.Parse(text);
            foreach (var count in page.GetProperty("counts").EnumerateObject())
            {
                counts[count.Name] = counts.GetValueOrDefault(count.Name) + count.Value.GetInt64();
            }

            next["continuation"] = page.GetProperty("continuation").GetString();
        }
        while (next["continuation"] is not null);

        return counts;
    }

    /// <summary>Sends any request to the admin address.</summary>
    public Task<HttpResponseMessage> SendToAdminAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, new Uri(Application.Endpoints.Admin, path), content, headers);

    /// <summary>The JSON of a GET of the read API that must succeed.</summary>
    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = await ReadAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"GET {path}: {(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>All items of a list of the read API, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> GetItemsAsync(string path)
    {
        var items = new List<JsonElement>();
        string? continuation = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = await GetJsonAsync(continuation is null ? path : $"{path}{separator}continuation={continuation}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        return items;
    }

    /// <summary>All dead letters with their bodies, but for the marks of <see cref="WaitUntilProcessedAsync"/>.</summary>
    public async Task<IReadOnlyList<JsonElement>> GetDeadLettersAsync() =>
        [.. (await GetItemsAsync("/api/dead-letters?bodies=true")).Where(letter => !IsMark(letter))];

    /// <summary>
    /// Waits until everything acknowledged so far is in the tables. The queue keeps order and dead letters come last in a batch,
    /// so that is so once a malformed delivery sent now is among them.
    /// </summary>
    public async Task WaitUntilProcessedAsync()
    {
        var mark = $"{MarkPrefix}{++_markers}";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mark)));
        using var answer = await SignedPostAsync(mark);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var timeout = new CancellationTokenSource(SafetyTimeout);
        while (!await IsDeadLetterAsync(id))
        {
            await Task.Delay(PollInterval, timeout.Token);
        }
    }

    /// <summary>The first line that the host prints with a text in it. Answers do not wait for their lines.</summary>
    public Task<string> LineAsync(string text) =>
        _printed.FirstAsync(line => line.Contains(text, StringComparison.Ordinal)).WaitAsync(SafetyTimeout);

    /// <summary>Stops cleanly; the data folder stays.</summary>
    public async Task StopAsync()
    {
        await Application.DisposeAsync();
        _application = null;
    }

    /// <summary>Stops cleanly, unless it is stopped, and starts again on the same folder, at other ports.</summary>
    public async Task RestartAsync()
    {
        if (_application is not null)
        {
            await StopAsync();
        }

        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await StopAsync();
        }

        _http.Dispose();
        Directory.Delete(Options.Data.Path, recursive: true);
    }

    private async Task StartAsync() => _application = await LocalHostApplication.StartAsync(Options, _terminal, _configure);

    private async Task<bool> IsDeadLetterAsync(string id) =>
        (await GetJsonAsync("/api/dead-letters")).GetProperty("items").EnumerateArray().Any(letter => letter.GetProperty("eventId").GetString() == id);

    private static bool IsMark(JsonElement letter) =>
        letter.TryGetProperty("body", out var body) && body.GetString()!.StartsWith(MarkPrefix, StringComparison.Ordinal);
}
