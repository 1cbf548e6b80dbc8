using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Platica.Processing.Telemetry;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>Hears what one <see cref="PipelineMetrics"/>, or any, measures, as a telemetry exporter would.</summary>
internal sealed class MeasuredValues : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, string Value)> _values = new();

    public MeasuredValues(PipelineMetrics? metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PipelineMetrics.MeterName && (metrics is null || ReferenceEquals(instrument.Meter.Scope, metrics)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything, as <c>platica.refused 1 reason=too-large</c>.</summary>
    public IEnumerable<string> All => _values.Select(value => $"{value.Instrument} {value.Value}");

    /// <summary>The measurements of one instrument in their order, as <c>1 reason=too-large</c>.</summary>
    public IEnumerable<string> Of(string instrument) => _values.Where(value => value.Instrument == instrument).Select(value => value.Value);

    public void Dispose() => _listener.Dispose();

    private void Keep<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : IFormattable
    {
        var texts = tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}");
        _values.Enqueue((instrument.Name, value.ToString(null, CultureInfo.InvariantCulture) + string.Concat(texts)));
    }
}
