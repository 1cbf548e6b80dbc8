using System.Globalization;

namespace Platica.Cli.Exporting;

/// <summary>How far an export is, on one line of the terminal that is written over and at the end wiped away.</summary>
internal sealed class ExportProgress(CliHost host, bool visible, string name) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long _shownAt = host.Clock.GetTimestamp();
    private string _shown = "";

    /// <summary>How many rows were exported.</summary>
    public int Rows { get; private set; }

    /// <summary>Counts a row.</summary>
    public void Add()
    {
        Rows++;
        if (visible && host.Clock.GetElapsedTime(_shownAt) >= Pause)
        {
            _shownAt = host.Clock.GetTimestamp();
            Show(string.Create(CultureInfo.InvariantCulture, $"{name}: {Rows:N0} rows …"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Show("");

    private void Show(string text)
    {
        if (text != _shown)
        {
            host.Error.Write($"\r{text.PadRight(_shown.Length)}{(text.Length == 0 ? "\r" : "")}");
            host.Error.Flush();
            _shown = text;
        }
    }
}
