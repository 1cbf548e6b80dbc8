using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platica.LocalHost.Tables;
using Platica.Processing.Channels;
using Platica.Processing.Deliveries;
using Platica.Processing.Tables;
using Platica.Processing.Telemetry;
using Platica.Processing.Tests.Infrastructure;
using Platica.Webhooks;
using Platica.Webhooks.Changes;
using Platica.Webhooks.Fields;

namespace Platica.Processing.Tests.Channels;

public sealed class ChannelHealthTests : IDisposable
{
    private readonly ToldProvider _provider = new("whapi");
    private readonly PipelineMetrics _metrics = new();
    private readonly MeasuredValues _measured;
    private readonly LoggedLines _log = new();
    private readonly List<ChannelHealth> _told = [];
    private readonly InMemoryTableStore _store = new();
    private readonly DeliveryProcessor _processor;

    public ChannelHealthTests()
    {
        _measured = new(_metrics);
        _processor = ProcessorOn(_store);
    }

    public void Dispose()
    {
        _measured.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task A_channel_that_stops_working_and_works_again_is_told_each_time_once()
    {
        foreach (var (minute, isHealthy, status) in ((int, bool, string)[])[(0, true, "AUTH"), (1, false, "QR"), (2, false, "ERROR"), (3, true, "AUTH"), (4, true, "AUTH")])
        {
            await ProcessAsync(Health(minute, isHealthy, status));
        }

        Assert.Equal([new("whapi", "CHAN-A", false, "QR"), new("whapi", "CHAN-A", true, "AUTH")], _told);
        Assert.Equal(["1 provider=whapi health=unhealthy", "1 provider=whapi health=healthy"], _measured.Of("platica.channel.turns"));
        Assert.Equal(
            [
                "Warning The channel CHAN-A of whapi does not work: QR. Messages may neither come nor go until somebody sees to it.",
                "Information The channel CHAN-A of whapi works again: AUTH.",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task A_channel_of_which_the_first_that_is_heard_is_that_it_does_not_work_is_told()
    {
        await ProcessAsync(Health(0, isHealthy: false, "QR"));

        Assert.Equal([new("whapi", "CHAN-A", false, "QR")], _told);
    }

    [Fact]
    public async Task What_comes_again_or_late_is_not_told()
    {
        var (down, up) = (Health(1, isHealthy: false, "QR"), Health(2, isHealthy: true, "AUTH"));
        await ProcessAsync(down);
        await ProcessAsync(up);
        _told.Clear();

        await ProcessAsync(down);
        await ProcessAsync(up, down, up);
        await ProcessAsync(Health(0, isHealthy: false, "ERROR"));

        Assert.Empty(_told);
    }

    [Fact]
    public async Task Of_one_batch_only_what_is_left_in_the_end_is_told()
    {
        await ProcessAsync(Health(2, isHealthy: true, "AUTH"), Health(1, isHealthy: false, "QR"));

        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_rebuild_tells_nobody()
    {
        await _processor.RebuildAsync([Health(1, isHealthy: false, "QR")], CancellationToken.None);
        await _processor.RebuildAsync([Health(2, isHealthy: true, "AUTH")], CancellationToken.None);

        Assert.Empty(_told);
    }

    [Fact]
    public async Task Of_two_that_store_the_same_turn_at_once_one_tells_it()
    {
        await ProcessAsync(Health(0, isHealthy: true, "AUTH"));
        var down = Health(1, isHealthy: false, "QR");
        DeliveryProcessor? other = null;
        var store = new ObservedTableStore(_store, async call =>
        {
            if (call.Operation == StoreOperation.Replace && Interlocked.Exchange(ref other, null) is { } first)
            {
                await first.ProcessAsync([down], CancellationToken.None);
            }
        });
        other = _processor;

        await ProcessorOn(store).ProcessAsync([down], CancellationToken.None);

        Assert.Equal([new("whapi", "CHAN-A", false, "QR")], _told);
        Assert.Null(other);
    }

    [Theory]
    [InlineData("call Lucía at 5215500000001")]
    [InlineData("")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG")]
    public async Task A_status_that_is_no_word_is_told_as_other(string status)
    {
        await ProcessAsync(Health(0, isHealthy: false, status));

        Assert.Equal("other", Assert.Single(_told).Status);
    }

    private DeliveryProcessor ProcessorOn(ITableStore store) => new(
        new([_provider]),
        store,
        new(),
        TimeProvider.System,
        NullLogger<DeliveryProcessor>.Instance,
        channels: [new ChannelTelemetry(_metrics, _log), new Listener(_told)]);

    private Task<IReadOnlyList<Settlement>> ProcessAsync(params IReadOnlyList<Delivery> batch) => _processor.ProcessAsync(batch, CancellationToken.None);

    private Delivery Health(int minute, bool isHealthy, string status) => _provider.Tell(
        "CHAN-A",
        Posted.Arrival.AddMinutes(minute),
        EntityKind.Channel,
        "CHAN-A",
        (ChannelFields.Healthy, FieldValue.Boolean(isHealthy)),
        (ChannelFields.Status, FieldValue.Text(status)));

    private sealed class Listener(List<ChannelHealth> told) : IChannelObserver
    {
        public void HealthTurned(ChannelHealth health) => told.Add(health);
    }

    private sealed class LoggedLines : ILogger<ChannelTelemetry>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel} {formatter(state, exception)}");
    }
}
