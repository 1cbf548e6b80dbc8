using System.Collections.Concurrent;
using System.Diagnostics;
using Platica.Processing.Telemetry;

namespace Platica.Processing.Tests.Infrastructure;

/// <summary>Hears the spans of the trace that a test begins, as a telemetry exporter would; other tests' spans have other traces.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly Activity _root = new Activity("a test").SetIdFormat(ActivityIdFormat.W3C).Start();
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == PipelineTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _root.TraceId)
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The names in the order in which the spans ended.</summary>
    public IEnumerable<string> Names => _ended.Select(span => span.OperationName);

    /// <summary>The only span of a name.</summary>
    public Activity Single(string name) => Assert.Single(_ended, span => span.OperationName == name);

    /// <summary>Everything that the spans tell.</summary>
    public string Text => string.Join('\n', _ended.Select(span => $"{span.OperationName} {span.StatusDescription} {string.Join(' ', span.TagObjects)}"));

    public void Dispose()
    {
        _listener.Dispose();
        _root.Dispose();
    }
}
