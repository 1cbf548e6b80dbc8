using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Platica.Processing.Health;
using Platica.Processing.Queue;
using Platica.Processing.Reading;
using Platica.Processing.Tables;
using Platica.Processing.Tests.Infrastructure;

namespace Platica.Processing.Tests.Health;

public sealed class HealthReporterTests : IAsyncDisposable
{
    private readonly Mock<ITableStore> _store = new();
    private readonly ReceiverHost _host;

    public HealthReporterTests() => _host = new(configure: services => services.AddSingleton(_store.Object));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ReportAsync_ends_at_the_time_limit_when_neither_queue_nor_store_answers()
    {
        _host.Queue.Setup(queue => queue.CheckAsync(It.IsAny<CancellationToken>())).Returns(new TaskCompletionSource().Task);
        _store.Setup(store => store.CheckAsync(It.IsAny<CancellationToken>())).Returns(new TaskCompletionSource().Task);

        var report = _host.Health.ReportAsync(CancellationToken.None);
        _host.Clock.Advance(HealthReporter.TimeLimit - TimeSpan.FromTicks(1));
        Assert.False(report.IsCompleted);
        _host.Clock.Advance(TimeSpan.FromTicks(1));

        var (status, health) = Read(await report);
        Assert.Equal((503, "unhealthy"), (status, health.GetProperty("status").GetString()));
        Assert.Equal("no answer within 5 s", health.GetProperty("queue").GetString());
        Assert.Equal("no answer within 5 s", health.GetProperty("store").GetString());
    }

    [Fact]
    public async Task ReportAsync_cancels_the_check_that_it_no_longer_waits_for()
    {
        CancellationToken seen = default;
        _store.Setup(store => store.CheckAsync(It.IsAny<CancellationToken>()))
            .Callback((CancellationToken stop) => seen = stop)
            .Returns(new TaskCompletionSource().Task);

        var report = _host.Health.ReportAsync(CancellationToken.None);
        Assert.False(seen.IsCancellationRequested);
        _host.Clock.Advance(HealthReporter.TimeLimit);
        await report;

        Assert.True(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task ReportAsync_tells_one_trouble_beside_what_is_well()
    {
        _store.Setup(store => store.CheckAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StoreUnavailableException("The tables do not answer: https://acme.table.core.windows.net timed out"));

        var (status, health) = Read(await _host.Health.ReportAsync(CancellationToken.None));

        Assert.Equal(503, status);
        Assert.Equal("reachable", health.GetProperty("queue").GetString());
        Assert.Equal("The tables do not answer", health.GetProperty("store").GetString());
    }

    [Fact]
    public async Task ReportAsync_answers_also_when_a_check_fails_as_nobody_expected()
    {
        _host.Queue.Setup(queue => queue.CheckAsync(It.IsAny<CancellationToken>())).Throws(new FormatException("SharedAccessKey=hidden"));

        var (status, health) = Read(await _host.Health.ReportAsync(CancellationToken.None));

        Assert.Equal((503, "the check failed with FormatException"), (status, health.GetProperty("queue").GetString()));
    }

    [Theory]
    [InlineData("the broker does not answer", "the broker does not answer")]
    [InlineData("The journal could not be written: No space left on device", "The journal could not be written: No space left on device")]
    [InlineData("The journal could not be written: Access to the path '/home/lucia/x' is denied.", "The journal could not be written")]
    [InlineData(@"The journal could not be written: C:\data\x", "The journal could not be written")]
    [InlineData("The queue is away: acme.servicebus.windows.net", "The queue is away")]
    [InlineData("The queue is away: 10 of 10 (host:5671)", "The queue is away: 10 of 10")]
    [InlineData(
        "The queue does not answer (Timed out: acme.servicebus.windows.net (Reason: x)); deliveries wait in the fallback store.",
        "The queue does not answer; deliveries wait in the fallback store.")]
    [InlineData("Endpoint=sb://acme;SharedAccessKey=hidden", "unreachable")]
    [InlineData("sb://acme refused", "unreachable")]
    [InlineData("user@acme refused", "unreachable")]
    public async Task ReportAsync_shows_nobody_a_path_an_address_or_a_secret(string problem, string shown)
    {
        _host.Queue.Setup(queue => queue.CheckAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new QueueUnavailableException(problem));

        var (_, health) = Read(await _host.Health.ReportAsync(CancellationToken.None));

        Assert.Equal(shown, health.GetProperty("queue").GetString());
    }

    [Fact]
    public async Task ReportAsync_ends_when_the_caller_hangs_up()
    {
        using var caller = new CancellationTokenSource();
        _store.Setup(store => store.CheckAsync(It.IsAny<CancellationToken>())).Returns(new TaskCompletionSource().Task);

        var report = _host.Health.ReportAsync(caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => report);
    }

    [Fact]
    public async Task ReportAsync_looks_once_for_all_who_ask_within_a_moment_and_counts_afresh_for_each()
    {
        await using var host = new ReceiverHost(configure: services => services
            .AddSingleton(_store.Object)
            .AddSingleton(new HealthOptions { LooksEvery = TimeSpan.FromSeconds(1) }));
        await host.Health.ReportAsync(CancellationToken.None);
        _store.Setup(store => store.CheckAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new StoreUnavailableException("The tables are away"));
        await host.PostAsync("{}");

        var (status, health) = Read(await host.Health.ReportAsync(CancellationToken.None));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (later, _) = Read(await host.Health.ReportAsync(CancellationToken.None));

        Assert.Equal((200, 1), (status, health.GetProperty("refusedSinceStart").GetInt32()));
        Assert.Equal(503, later);
        _store.Verify(store => store.CheckAsync(It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    private static (int Status, JsonElement Health) Read(ReadAnswer answer) =>
        (answer.StatusCode, JsonElement.Parse(Encoding.UTF8.GetString(answer.Body.Span)));
}
