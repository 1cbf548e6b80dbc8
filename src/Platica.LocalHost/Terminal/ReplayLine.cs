using System.Globalization;
using Platica.LocalHost.Journaling;

namespace Platica.LocalHost.Terminal;

/// <summary>Shows how far the journal has been read, at most a few times a second, and nothing at all for a short one.</summary>
internal sealed class ReplayLine(TextWriter output, TimeProvider clock) : IProgress<ReplayProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private long _shownAt = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Report(ReplayProgress value)
    {
        if (clock.GetElapsedTime(_shownAt) >= Interval && value.BytesTotal > 0)
        {
            _shownAt = clock.GetTimestamp();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Reading the journal … {100 * value.BytesRead / value.BytesTotal} %"));
        }
    }
}
