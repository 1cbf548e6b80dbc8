using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platica.LocalHost.Tests.Privacy;

/// <summary>
/// Hears everything that a process tells of itself: logs of all categories at every level with their scopes, values and exceptions, spans
/// and measurements with their tags. Only what this test's own HTTP client tells of its calls is not the product's.
/// </summary>
internal sealed class Eavesdropper : ILoggerProvider, ISupportExternalScope
{
    private const string OwnClient = "System.Net";
    private const int MostShown = 10;

    private readonly ConcurrentQueue<string> _heard = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private IExternalScopeProvider? _scopes;

    public Eavesdropper()
    {
        _spans = new()
        {
            ShouldListenTo = source => !source.Name.StartsWith(OwnClient, StringComparison.Ordinal) && !source.Name.StartsWith("Experimental", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Hear([
                "span", span.DisplayName, Show(span.TagObjects), Show(span.Baggage), span.StatusDescription, .. span.Events.Select(happened => Show(happened.Tags)),
            ]),
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, meters) =>
        {
            if (!instrument.Meter.Name.StartsWith(OwnClient, StringComparison.Ordinal))
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Hear(["metric", instrument.Name, Show(tags.ToArray())]));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(["metric", instrument.Name, Show(tags.ToArray())]));
        _meters.Start();
    }

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<string> Heard => _heard.ToArray();

    /// <summary>Turns every log of the host up as far as it goes.</summary>
    public void ListenTo(IServiceCollection services) => services
        .AddLogging(logging => logging.AddProvider(this))
        .PostConfigure<LoggerFilterOptions>(filter =>
        {
            filter.MinLevel = LogLevel.Trace;
            filter.Rules.Clear();
            filter.Rules.Add(new("Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider", null, LogLevel.None, null));
        });

    /// <summary>Nothing personal was told, and what had to be told was: otherwise the silence would prove nothing.</summary>
    /// <param name="terminal">What the terminal showed.</param>
    /// <param name="expected">Parts of what must have been told.</param>
    public void AssertNothingPersonal(IReadOnlyList<string> terminal, params string[] expected)
    {
        string[] told = [.. Heard, .. terminal];
        Assert.All(expected, part => Assert.Contains(told, entry => entry.Contains(part, StringComparison.Ordinal)));
        var leaks = told.Select(entry => Planted.LeakIn(entry) is { } leak ? $"{leak} in: {entry}" : null).OfType<string>().Take(MostShown).ToList();
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private static string Show<TValue>(IEnumerable<KeyValuePair<string, TValue>> pairs) => string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private void Hear(IEnumerable<string?> parts) => _heard.Enqueue(string.Join(" | ", parts));

    private sealed class Ear(Eavesdropper all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => all._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string?>();
            all._scopes?.ForEachScope(static (scope, list) => list.Add(Told(scope)), scopes);
            all.Hear(["log", category, $"{logLevel}", formatter(state, exception), Told(state), $"{exception}", .. scopes]);
        }

        private static string? Told(object? state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values ? $"{state} {Show(values)}" : state?.ToString();
    }
}
