using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Data;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Journaling;
using Platica.Processing.Events;
using Platica.Testing;
using Platica.Webhooks.Providers.Platica.Samples;

namespace Platica.LocalHost.Tests.Events;

/// <summary>A LocalHost with event handlers whose journal is in memory, so that a test can kill it at any moment and start the next on what is left.</summary>
internal sealed class HandlerHost : IAsyncDisposable
{
    /// <summary>Only ends a test that hangs; no test waits for it.</summary>
    public static readonly TimeSpan SafetyTimeout = TimeSpan.FromSeconds(30);

    private const string Secret = "whsec_for_tests";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(3);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly ScratchFolder _folder;
    private readonly LocalHostApplication _application;

    private HandlerHost(ScratchFolder folder, LocalHostApplication application) => (_folder, _application) = (folder, application);

    /// <summary>Starts a host on what another one left, or on nothing.</summary>
    public static async Task<HandlerHost> StartAsync(MemoryJournalFile file, Action<EventHandlersBuilder> handlers, TimeProvider? clock = null)
    {
        var folder = new ScratchFolder();
        var options = new LocalHostOptions
        {
            Data = new DataFolder(folder.Path),
            ReceiverUrl = new("http://127.0.0.1:0"),
            AdminUrl = new("http://127.0.0.1:0"),
            Secret = Secret,
        };
        options.Data.Create();
        var application = await LocalHostApplication.StartAsync(options, TextWriter.Null, services => services
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(provider => Journal.Open(file, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(new EventHandlerOptions { RetryWaits = [TimeSpan.Zero], CallTimeout = TimeSpan.FromHours(1) })
            .AddEventHandlers(handlers));
        return new(folder, application);
    }

    /// <summary>Sends a sample event; returns its id.</summary>
    public async Task<string> SendAsync(string eventName)
    {
        var sample = PlaticaSamples.Story.Create(eventName, Now);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_application.Endpoints.Receiver, "/api/webhooks/platica"));
        request.Content = new ByteArrayContent(sample.Body.ToArray());
        foreach (var (name, value) in PlaticaRequest.HeadersFor(sample.Body, Encoding.UTF8.GetBytes(Secret)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return sample.EventId;
    }

    /// <summary>What the read API answers.</summary>
    public async Task<JsonElement> GetAsync(string path) =>
        JsonElement.Parse(await _http.GetStringAsync(new Uri(_application.Endpoints.Admin, path)));

    /// <summary>Runs an operation; the counts of its only page.</summary>
    public async Task<string> OperateAsync(string name, string parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_application.Endpoints.Admin, $"/api/operations/{name}"));
        request.Content = new StringContent(parameters);
        request.Headers.Add("x-functions-key", new DataFolder(_folder.Path).ReadOperationsKey());
        using var answer = await _http.SendAsync(request);
        var page = JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("continuation").ValueKind);
        return string.Join(", ", page.GetProperty("counts").EnumerateObject().Select(count => $"{count.Name} {count.Value}"));
    }

    /// <summary>The dead letters of a state, without waiting.</summary>
    public async Task<IReadOnlyList<JsonElement>> GetDeadLettersAsync(string state) =>
        [.. (await GetAsync($"/api/dead-letters?state={state}")).GetProperty("items").EnumerateArray()];

    /// <summary>The dead letters, once there are so many.</summary>
    public async Task<IReadOnlyList<JsonElement>> DeadLettersAsync(int count)
    {
        using var timeout = new CancellationTokenSource(SafetyTimeout);
        while (true)
        {
            JsonElement[] letters = [.. (await GetAsync("/api/dead-letters")).GetProperty("items").EnumerateArray()];
            if (letters.Length >= count)
            {
                return letters;
            }

            await Task.Delay(PollInterval, timeout.Token);
        }
    }

    /// <summary>Stops cleanly while the clock goes on.</summary>
    public async Task StopAsync(ManualTimeProvider clock)
    {
        var stopped = _application.DisposeAsync().AsTask();
        while (!stopped.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(PollInterval);
        }

        await stopped;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
