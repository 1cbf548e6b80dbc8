using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platica.LocalHost.Deliveries;
using Platica.LocalHost.Journaling;
using Platica.LocalHost.Tests.Infrastructure;
using Platica.LocalHost.Tests.Journaling;
using Platica.LocalHost.Tests.Web;
using Platica.Processing.Queue;

namespace Platica.LocalHost.Tests.Durability;

/// <summary>A 202 is a promise: by then the delivery is on the device, not merely on its way there.</summary>
public sealed class AcknowledgementTests : IAsyncLifetime, IDisposable
{
    private const int Many = 50;

    private readonly MemoryJournalFile _file = new();
    private RunningLocalHost _host = null!;
    private CountingQueue _queue = null!;

    public async Task InitializeAsync()
    {
        _host = await RunningLocalHost.StartAsync(configure: services => services
            .AddSingleton(provider => Journal.Open(_file, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IEventQueue>(provider => _queue = new(provider.GetRequiredService<JournalQueue>())));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task No_202_is_sent_before_the_flush_returned_and_one_flush_serves_many()
    {
        var flushesBefore = _file.Flushes;
        using var flushes = new GatedFlushes(_file);
        var first = PostAsync(new("first", 0));
        await flushes.BegunAsync();
        var others = Enumerable.Range(0, Many).Select(number => PostAsync(new("other", number))).ToList();
        await _queue.HandedOverAsync(1 + Many);

        await RoundTripAsync();
        Assert.False(first.IsCompleted);
        Assert.DoesNotContain(others, answer => answer.IsCompleted);

        flushes.LetOneReturn();
        Assert.Equal(HttpStatusCode.Accepted, await first);
        await flushes.BegunAsync();
        await RoundTripAsync();
        Assert.DoesNotContain(others, answer => answer.IsCompleted);

        flushes.LetOneReturn();
        Assert.All(await Task.WhenAll(others), status => Assert.Equal(HttpStatusCode.Accepted, status));
        Assert.Equal(2, _file.Flushes - flushesBefore);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_power_failure_at_that_moment()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async sender =>
        {
            for (var number = 0; number < 10; number++)
            {
                var message = new SentMessage($"{sender}", number);

                Assert.Equal(HttpStatusCode.Accepted, await PostAsync(message));

                var (bodies, _) = await Journaling.Deliveries.ReplayAsync(new MemoryJournalFile(_file.DeviceContent));
                Assert.Contains(message.Body, bodies);
            }
        }));
    }

    [Fact]
    public async Task While_the_device_fails_nothing_is_acknowledged_and_health_says_why_until_it_works_again()
    {
        _file.OnWrite = () => throw new IOException("No space left on device");

        using (var answer = await _host.SignedPostAsync(new SentMessage("refused", 0).Body))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter?.Delta);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        var (status, health) = await _host.GetHealthAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("The journal could not be written: No space left on device", health.GetProperty("queue").GetString());
        Assert.Equal("reachable", health.GetProperty("store").GetString());

        _file.OnWrite = () => { };
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(new("taken", 0)));
        Assert.Equal(HttpStatusCode.OK, (await _host.GetHealthAsync()).Status);
        await _host.WaitUntilProcessedAsync();
        var kept = Assert.Single(await _host.GetItemsAsync("/api/events"));
        Assert.Equal("evt-taken-0", kept.GetProperty("id").GetString());
        await _host.LineAsync("503 refused: the queue is unavailable");
    }

    [Fact]
    public async Task While_the_device_fails_Flows_are_still_answered()
    {
        _file.OnWrite = () => throw new IOException("No space left on device");

        using var answer = await _host.SignedPostAsync("""
            {"id":"evt-flow","event":"whatsapp.flows.init",
             "data":{"flow":{"id":"flow_doc_abc"},"flowExchange":{"action":"init","payload":{}}}}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"screen\":\"WELCOME\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> PostAsync(SentMessage message)
    {
        using var answer = await _host.SignedPostAsync(Encoding.UTF8.GetBytes(message.Body));
        return answer.StatusCode;
    }

    /// <summary>An answer that is on its way would have come by the time another request is answered.</summary>
    private async Task RoundTripAsync()
    {
        using var answer = await _host.PostAsync([]);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
