using System.Diagnostics.Metrics;
using Microsoft.Azure.Functions.Worker;
using Platica.Functions.Tests.Infrastructure;
using Platica.Functions.Triggers;
using Platica.Processing.Telemetry;
using Platica.Webhooks.Providers.Platica;

namespace Platica.Functions.Tests.Triggers;

public sealed class DrainFallbackTests : IDisposable
{
    private readonly Home _home = new();

    [Fact]
    public async Task What_waits_in_the_fallback_store_goes_to_the_queue_once_it_answers()
    {
        var body = Signed.Sample(PlaticaEvents.MessageCreated, _home.Clock.GetUtcNow());
        await FallBackAsync(body);

        await RunAsync();

        Assert.Equal(body, Assert.Single(_home.Broker.Waiting).Message.Body.ToArray());
        Assert.Empty(_home.Blobs.Names);
    }

    [Fact]
    public async Task While_the_queue_is_down_everything_stays()
    {
        await FallBackAsync(Signed.Sample(PlaticaEvents.MessageCreated, _home.Clock.GetUtcNow()));
        _home.Broker.IsDown = true;

        await RunAsync();

        Assert.Single(_home.Blobs.Names);
    }

    [Fact]
    public async Task What_waits_where_is_reported()
    {
        await FallBackAsync(Signed.Sample(PlaticaEvents.MessageCreated, _home.Clock.GetUtcNow()));
        var reported = new Dictionary<string, double>();
        using var listener = ListenTo(_home.Get<PipelineMetrics>(), reported);

        await RunAsync();
        _home.Clock.Advance(TimeSpan.FromMinutes(3));
        await RunAsync();

        Assert.Equal(0, reported["platica.fallback.depth"]);
        Assert.Equal(180, reported["platica.queue.oldest"]);
    }

    [Fact]
    public async Task While_the_queue_is_down_it_does_not_pass_for_an_empty_one()
    {
        var reported = new Dictionary<string, double>();
        using var listener = ListenTo(_home.Get<PipelineMetrics>(), reported);
        _home.Broker.IsDown = true;

        await RunAsync();

        Assert.DoesNotContain("platica.queue.oldest", reported.Keys);
    }

    public void Dispose() => _home.Dispose();

    private async Task FallBackAsync(byte[] body)
    {
        _home.Broker.IsDown = true;
        await _home.Get<ReceiveWebhookFunction>().RunAsync(Signed.Post(body), "platica", null);
        _home.Broker.IsDown = false;
        Assert.Single(_home.Blobs.Names);
    }

    private Task RunAsync() => _home.Get<DrainFallbackFunction>().RunAsync(new TimerInfo(), CancellationToken.None);

    private static MeterListener ListenTo(PipelineMetrics metrics, Dictionary<string, double> reported)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, metrics))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => reported[instrument.Name] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => reported[instrument.Name] = value);
        listener.Start();
        return listener;
    }
}
